"""What this room keeps about people: who wrote which card, who made and released which programme."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "programmes.methodcard",
        {"written_by": _("Who changed it last")},
        purpose=_("To know who to ask about a card."),
        basis="public task",
        person="written_by",
        kept_because=_("As long as the card; what it says is about methods, not people."),
        on_erasure="blank",
    ),
    Personal(
        "programmes.programme",
        {"changed_by": _("Who changed it last")},
        purpose=_("To know who to ask about a programme."),
        basis="public task",
        person="changed_by",
        kept_because=_("As long as the programme; it says what is done, not who does it."),
        on_erasure="blank",
    ),
    Personal(
        "programmes.package",
        {"kept_by": _("Who released it or brought it in")},
        purpose=_("To know who to ask about a programme."),
        basis="public task",
        person="kept_by",
        organisation="programme__organisation",
        kept_because=_("As long as the programme; it says what is done, not who does it."),
        on_erasure="blank",
    ),
)

CARD = "what a method is, not who uses it"
PROGRAMME = "what a programme is and where it came from, not who takes part in it"
IMPERSONAL: dict[str, str] = {
    "programmes.signingkey": "a key of an organisation, not of a person",
} | {
    f"programmes.methodcard.{field}": CARD
    for field in ("organisation", "slug", "origin", "base", "content", "version", "written_at", "put_away_at")
} | {
    f"programmes.programme.{field}": PROGRAMME
    for field in ("organisation", "uid", "slug", "content", "upstream", "base", "reach", "made_at", "changed_at")
} | {
    f"programmes.package.{field}": PROGRAMME
    for field in (
        "programme", "holder", "uid", "version", "root", "name", "publisher", "note", "released_on", "manifest", "files", "key", "signature",
        "digest", "kept_at",
    )
}  # fmt: skip

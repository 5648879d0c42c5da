"""What this room keeps about people: who wrote which card, who made and released which programme."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "programmes.methodcard",
        {"written_by": _("Who changed it last")},
        purpose=_("To know whom to ask about a card."),
        basis="public task",
        person="written_by",
        kept_because=_("As long as the card; what it says is about methods, not people."),
        on_erasure="blank",
    ),
)

CARD = "what a method is, not who uses it"
IMPERSONAL: dict[str, str] = {
    f"programmes.methodcard.{field}": CARD
    for field in ("organisation", "slug", "origin", "base", "content", "version", "written_at", "put_away_at")
}

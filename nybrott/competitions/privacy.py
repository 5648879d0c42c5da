"""What this room keeps about people: who said that a notice belongs to a procurement."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import author

PERSONAL = (
    author(
        "competitions.noticelink", "answered_by", _("Who said whether the notice belongs to the procurement"),
        organisation="procurement__organisation", purpose=_("To carry out procurements, and to know who is responsible for them."),
        kept_because=_("As long as the procurement; it must be possible to show who was responsible for it."), called=_("Answers about official notices"),
    ),
)  # fmt: skip

_PUBLIC = "what a public notice says, or what it was found by"

IMPERSONAL: dict[str, str] = {
    **{
        f"competitions.noticelink.{field}": _PUBLIC
        for field in (
            "procurement", "number", "key", "state", "way", "stage", "title", "buyer_name", "official", "chain", "published_on", "score", "parts", "more",
            "facts", "made_at", "answered_at", "reason",
        )
    },
    "competitions.look": "when a program looked for notices",
}  # fmt: skip

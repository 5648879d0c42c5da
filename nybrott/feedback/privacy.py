"""What this room keeps about people: who wrote and promised, and what people of suppliers say of their time."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

FAIR = _("To hold market dialogues that treat all suppliers equally, and to be able to show it.")
WITH_DIALOGUE = _("As long as the dialogue; it must be possible to show that suppliers were treated equally.")

PERSONAL: tuple[Personal, ...] = (
    author("feedback.message", "written_by", _("Who wrote the feedback"), organisation="dialogue__organisation", purpose=FAIR, kept_because=WITH_DIALOGUE),
    author("feedback.pledge", "given_by", _("Who promised the feedback"), organisation="dialogue__organisation", purpose=FAIR, kept_because=WITH_DIALOGUE),
    Personal(
        "feedback.worth",
        {
            "representative": _("Who answered"),
            "worth": _("Whether it was worth the time"),
            "clear": _("Whether it was clear what was asked"),
            "fair": _("Whether everyone was treated equally"),
            "because": _("Why"),
            "said_at": _("When"),
        },
        purpose=_("To learn whether market dialogues are worth the suppliers’ time."),
        basis="public task",
        address="representative__email",
        organisation="supplier__dialogue__organisation",
        whose=_("People who represent suppliers"),
        kept_because=_("As long as the dialogue, as part of a measure; who answered is forgotten with the person."),
    ),
)  # fmt: skip

IMPERSONAL: dict[str, str] = {
    **{
        f"feedback.message.{field}": "told to everyone who took part"
        for field in ("dialogue", "kind", "text", "text_en", "after", "after_en", "version", "written_at", "sent_at", "letters")
    },
    **{f"feedback.pledge.{field}": "told to everyone" for field in ("dialogue", "kind", "due_on", "given_at")},
    "feedback.worth.supplier": "a firm",
}  # fmt: skip

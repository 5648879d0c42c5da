"""What this room keeps about people: who has a seat or waits for one, and whether they came."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

FAIR = _("To hold market dialogues that treat all suppliers equally, and to be able to show it.")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "conferences.seat",
        {
            "representative": _("Whose seat"),
            "way": _("In the room or digitally"),
            "state": _("Whether the person has a seat"),
            "came_at": _("When the person asked for it"),
            "named": _("Whether the name may be shown in the list of who comes"),
            "present": _("Whether the person came"),
        },
        purpose=FAIR, basis="public task", address="representative__email", organisation="conference__dialogue__organisation",
        whose=_("People who represent suppliers"), kept_because=_("As long as the person speaks for a supplier in the dialogue."),
    ),
    Personal(
        "conferences.session", {"by": _("Who presents a part of the programme")},
        purpose=FAIR, basis="public task", nameless=_("A public programme, written as text; no one is looked up from it."),
        organisation="conference__dialogue__organisation", kept_because=_("As long as the dialogue; it must be possible to show that suppliers were treated equally."),
        on_erasure="blank",
    ),
)  # fmt: skip

_OF_THE_DIALOGUE = "about a dialogue and its firms, not a person"

IMPERSONAL: dict[str, str] = {
    "conferences.conference": _OF_THE_DIALOGUE,
    "conferences.material": _OF_THE_DIALOGUE,
    "conferences.asked": _OF_THE_DIALOGUE,
    **{f"conferences.seat.{field}": _OF_THE_DIALOGUE for field in ("conference", "offer_until", "reminded_at")},
    **{f"conferences.session.{field}": _OF_THE_DIALOGUE for field in ("conference", "begins", "minutes", "title", "where")},
}  # fmt: skip

"""What this room keeps about people: who sent input, who opened and read it, who wrote syntheses."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

FAIR = _("To hold market dialogues that treat all suppliers equally, and to be able to show it.")
WITH_DIALOGUE = _("As long as the dialogue; it must be possible to show that suppliers were treated equally.")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "submissions.submission",
        {"sent_by": _("Who sent it for the supplier")},
        purpose=FAIR,
        basis="public task",
        address="sent_by__email",
        organisation="box__dialogue__organisation",
        whose=_("People who represent suppliers"),
        kept_because=WITH_DIALOGUE,
        on_erasure="blank",
    ),
    *(
        Personal(
            f"submissions.{model}",
            {field: what},
            purpose=FAIR,
            basis="public task",
            person=field,
            organisation=organisation,
            kept_because=WITH_DIALOGUE,
            on_erasure="blank",
        )
        for model, field, what, organisation in (
            ("box", "opened_by", _("Who opened the written input"), "dialogue__organisation"),
            ("secretreading", "user", _("Who read the trade secrets"), "submission__box__dialogue__organisation"),
            ("synthesis", "written_by", _("Who wrote the synthesis"), "dialogue__organisation"),
        )
    ),
)

_OF_THE_DIALOGUE = "about a dialogue, which is the organisation's, not a person's"
_OF_A_FIRM = "what a firm answered, most of it encrypted; it is not handed out with anybody's data"

_NOT_ABOUT_PEOPLE = {
    "box": "dialogue key opens_at opened_at asked_at published_at",
    "submission": "box supplier state named begun_at sent_at open_entry secret_entry number reminded_at published_at kept_back",
    "secretreading": "submission file read_at",
    "synthesis": "dialogue question key place asked text published_text cites written_at published_at",
}

IMPERSONAL: dict[str, str] = {
    "submissions.answer": _OF_A_FIRM,
    "submissions.attachment": _OF_A_FIRM,
    **{
        f"submissions.{model}.{field}": _OF_THE_DIALOGUE
        for model, fields in _NOT_ABOUT_PEOPLE.items()
        for field in fields.split()
    },
}

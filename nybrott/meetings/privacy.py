"""What this room keeps about people: who closed the list and typed the value, who wrote, approved and read minutes."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

FAIR = _("To hold market dialogues that treat all suppliers equally, and to be able to show it.")
WITH_DIALOGUE = _("As long as the dialogue; it must be possible to show that suppliers were treated equally.")

PERSONAL: tuple[Personal, ...] = (
    *(
        Personal(
            f"meetings.{model}", {field: what}, purpose=FAIR, basis="public task", person=field, organisation=organisation,
            kept_because=WITH_DIALOGUE, on_erasure="blank",
        )
        for model, field, what, organisation in (
            ("round", "closed_by", _("Who closed the list of the meetings"), "dialogue__organisation"),
            ("round", "value_by", _("Who typed the value that drew the meetings"), "dialogue__organisation"),
            ("minutes", "written_by", _("Who wrote the minutes"), "slot__round__dialogue__organisation"),
            ("minutesreading", "user", _("Who read the confidential minutes"), "record__slot__round__dialogue__organisation"),
        )
    ),
    Personal(
        "meetings.minutes", {"approved_by": _("Who approved the minutes for the supplier")}, purpose=FAIR, basis="public task",
        address="approved_by__email", organisation="slot__round__dialogue__organisation", whose=_("People who represent suppliers"),
        kept_because=WITH_DIALOGUE, on_erasure="blank",
    ),
)  # fmt: skip

_OF_THE_DIALOGUE = "about a dialogue and its firms, not a person"
_NOT_ABOUT_PEOPLE = {
    "round": "dialogue minutes gap most apply_from apply_until value_is known_at change_hours offer_hours where guide published_at closed_at closed_list list_hash value drawn_at",
    "minutes": "slot open sealed reason lasted written_at sent_at remark asked_at approved_at",
    "minutesreading": "record read_at",
}

IMPERSONAL: dict[str, str] = {
    "meetings.slot": _OF_THE_DIALOGUE,
    "meetings.application": _OF_THE_DIALOGUE,
    **{f"meetings.{model}.{field}": _OF_THE_DIALOGUE for model, fields in _NOT_ABOUT_PEOPLE.items() for field in fields.split()},
}  # fmt: skip

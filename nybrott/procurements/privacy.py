"""What this room keeps about people: who has which procurement, and the views they saved."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = (
    *(
        Personal(
            "procurements.procurement",
            {field: what},
            purpose=_("To carry out procurements, and to know who is responsible for them."),
            basis="public task",
            person=field,
            organisation="organisation",
            kept_because=_("As long as the procurement; it must be possible to show who was responsible for it."),
            on_erasure="blank",
        )
        for field, what in (("owner", _("Who owns the procurement")), ("made_by", _("Who put it in the plan")))
    ),
    Personal(
        "procurements.savedview",
        {"user": _("Whose view it is"), "name": _("What the view is called"), "query": _("What it shows"), "saved_at": _("When it was saved")},
        purpose=_("To let people come back to what they look at often."),
        basis="public task",
        person="user",
        organisation="organisation",
        kept_because=_("Until its owner deletes it."),
    ),
)  # fmt: skip

_NOT_ABOUT_PEOPLE = (
    "organisation unit ref title aim value currency cpv state challenges descriptions dialogues no_description dialogue_on announce_on contract_on ends_on "
    "options_months made_at moved_at competed_at signed_at used_at goals stopped_reason"
)

IMPERSONAL: dict[str, str] = {
    **{f"procurements.procurement.{field}": "about a procurement, which is the organisation's, not a person's" for field in _NOT_ABOUT_PEOPLE.split()},
    "procurements.savedview.organisation": "where the view is of",
}  # fmt: skip

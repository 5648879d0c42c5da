"""What this room keeps about people: those who speak for suppliers, and our own who carry dialogues out."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

FAIR = _("To hold market dialogues that treat all suppliers equally, and to be able to show it.")
WITH_DIALOGUE = _("As long as the dialogue; it must be possible to show that suppliers were treated equally.")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "dialogues.representative",
        {
            "supplier": _("For which supplier"),
            "name": _("Name"),
            "email": _("E-mail address"),
            "language": _("Language"),
            "needs": _("What the person needs to take part"),
            "asked_at": _("When the person registered"),
            "confirmed_at": _("When the address was confirmed"),
        },
        purpose=FAIR,
        basis="public task",
        address="email",
        organisation="supplier__dialogue__organisation",
        since="keep_until",
        keep_days=0,
        whose=_("People who represent suppliers"),
    ),
    Personal(
        "dialogues.registration",
        {
            "email": _("E-mail address"),
            "said": _("What the person filled in"),
            "confirm_until": _("Kept until"),
            "asked_at": _("When the person registered"),
            "confirmed_at": _("When the address was confirmed"),
        },
        purpose=FAIR,
        basis="public task",
        address="email",
        organisation="dialogue__organisation",
        since="confirm_until",
        keep_days=0,
        whose=_("People who represent suppliers"),
    ),
    Personal(
        "dialogues.post",
        {
            "user": _("Who"),
            "kind": _("What the person does in the dialogue"),
            "declared_at": _("When the person declared"),
            "conflict": _("Whether there may be a conflict of interest"),
            "conflict_text": _("Which"),
            "measure": _("What is done about it"),
        },
        purpose=FAIR,
        basis="public task",
        person="user",
        organisation="dialogue__organisation",
        kept_because=WITH_DIALOGUE,
    ),
    *(
        Personal(
            f"dialogues.{model}",
            {field: what},
            purpose=FAIR,
            basis="public task",
            person=field,
            organisation="organisation" if model == "dialogue" else "dialogue__organisation",
            kept_because=WITH_DIALOGUE,
            on_erasure="blank",
        )
        for model, field, what in (
            ("dialogue", "made_by", _("Who began the dialogue")),
            ("item", "written_by", _("Who gave the information")),
            ("query", "answered_by", _("Who answered")),
        )
    ),
    Personal(
        "dialogues.contact",
        fields={
            "who": _("Who"),
            "held_at": _("When"),
            "given": _("What we told"),
            "received": _("What we heard"),
        },
        purpose=FAIR,
        basis="public task",
        nameless=_("The firm it was with is written; no one is looked up from it."),
        organisation="organisation",
        whose=_("People who represent suppliers"),
        kept_because=WITH_DIALOGUE,
    ),
)

_OF_THE_DIALOGUE = "about a dialogue, which is the organisation's, not a person's"

_NOT_ABOUT_PEOPLE = {
    "dialogue": (
        "organisation slug state no_description language title title_en why why_en wanted wanted_en cpv contact contact_email register_until input_until "
        "answers_until competition_on plan_reason notice made_at announced_at ended_at locked_at lock_reason called_off_reason outcome outcome_at descriptions"
    ),
    "post": "dialogue secrets",
    "registration": "dialogue supplier confirm_hash",
    "representative": "key_hash next_hash keep_until",
    "item": "dialogue title text file url shown_at written_at",
    "query": "dialogue supplier number text shown language asked_at answer answered_at same_as",
    "contact": "organisation dialogue supplier channel ours minutes not_shared item noted_by noted_at",
}

IMPERSONAL: dict[str, str] = {
    **{
        f"dialogues.{model}.{field}": _OF_THE_DIALOGUE
        for model, fields in _NOT_ABOUT_PEOPLE.items()
        for field in fields.split()
    },
    "dialogues.marketquestion": "a question of the organisation to the market",
    "dialogues.supplier": "about a firm",
    "dialogues.entry": "what was given and received between the organisation and firms, which must stay to prove itself",
    "dialogues.dayhead": "a seal",
}

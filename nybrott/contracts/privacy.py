"""What this room keeps about people: whom to ask at a supplier, who owns a milestone, who tested, answered and decided."""

from typing import Literal

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PURPOSE = _("To follow up contracts, and to know who answers for what was decided.")
KEPT = _("As long as the procurement; it must be possible to show who was responsible for it.")
BASIS: Literal["public task"] = "public task"

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "contracts.contract", {"contact": _("Who to ask at the supplier"), "contact_email": _("The e-mail address to ask")},
        purpose=PURPOSE, basis=BASIS, address="contact_email", organisation="procurement__organisation", whose=_("People who represent suppliers"),
        kept_because=KEPT, on_erasure="blank",
    ),
    *(
        Personal(label, {field: what}, purpose=PURPOSE, basis=BASIS, person=field, organisation=place, kept_because=KEPT, on_erasure="blank")
        for label, field, what, place in (
            ("contracts.contract", "made_by", _("Who entered the contract"), "procurement__organisation"),
            ("contracts.milestone", "owner", _("Who owns the milestone"), "contract__procurement__organisation"),
            ("contracts.trialresult", "said_by", _("Who entered the result"), "contract__procurement__organisation"),
            ("contracts.review", "answered_by", _("Who answered the questions"), "contract__procurement__organisation"),
            ("contracts.review", "decided_by", _("Who decided"), "contract__procurement__organisation"),
            ("contracts.rest", "said_by", _("Who decided to take no further action on the dialogue"), "dialogue__organisation"),
        )
    ),
    Personal(
        "contracts.trialresult", {"tester": _("Who tested")}, purpose=PURPOSE, basis=BASIS, nameless=_("Written as text; no one is looked up "
                                                                                                       "from it."),
        organisation="contract__procurement__organisation", kept_because=KEPT, on_erasure="blank",
    ),
)  # fmt: skip

_OF_A_CONTRACT = "about a contract and its firms, not a person"
_FIELDS = {
    "contract": "procurement title number kind signed_on value currency starts ends option_months decide_by description made_at",
    "milestone": "contract title state due_on first_due_on moves ended_on result",
    "trialresult": "contract yardstick ref text outcome evidence url tested_on said_at",
    "review": (
        "contract number meets how_far how_far_words from_tests gaps need_changed need_change around inside answered_at course reason decided_at standing "
        "again again_at"
    ),
    "rest": "dialogue reason said_at",
}  # fmt: skip

IMPERSONAL: dict[str, str] = {
    "contracts.party": _OF_A_CONTRACT,
    "contracts.patience": "a setting of the organisation",
    **{f"contracts.{model}.{field}": _OF_A_CONTRACT for model, names in _FIELDS.items() for field in names.split()},
}  # fmt: skip

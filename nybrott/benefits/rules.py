"""Who may say what of a benefit, and until when."""

from django.utils.translation import gettext as _

from nybrott.benefits.models import Benefit, Measurement
from nybrott.benefits.states import BENEFIT
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Membership, User
from nybrott.procurements import rules as procurements
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION, OVER, ProcurementState

FOLLOWED = (
    ProcurementState.CONTRACT,
    ProcurementState.IN_USE,
    ProcurementState.ENDED,
)  # when something can have become better
MOST_BENEFITS = 60  # of one procurement


def is_late(procurement: Procurement) -> bool:
    """Whether what is said of it now comes after the competition was announced."""
    return procurement.state not in BEFORE_COMPETITION


def may_add(actor: Actor, procurement: Procurement) -> Verdict:
    """Say what a procurement shall lead to."""
    return procurements.may_work(actor, procurement)


def may_change(actor: Actor, benefit: Benefit) -> Verdict:
    """Say anew what a benefit is and who answers for it; also after the procurement has ended, so that somebody always does."""
    if benefit.procurement.state == ProcurementState.ENDED and actor.may(procurements.MANAGE):
        allowed = procurements.may_read(actor, benefit.procurement)
    else:
        allowed = procurements.may_work(actor, benefit.procurement)
    return _not_let_go(benefit) if allowed else allowed


def may_set_baseline(actor: Actor, benefit: Benefit) -> Verdict:
    """Say what it was before: those who work on the procurement, and the one who answers for the benefit."""
    allowed = _works_or_owns(actor, benefit)
    return _not_let_go(benefit) if allowed else allowed


def may_estimate(actor: Actor, benefit: Benefit, *, measured: bool) -> Verdict:
    """Say what is expected, until somebody has measured."""
    allowed = may_set_baseline(actor, benefit)
    if allowed and measured:
        return no(_("This has been measured. What was expected stays as it was."))
    return allowed


def may_measure(actor: Actor, benefit: Benefit) -> Verdict:
    """Measure: the one who answers for the benefit, also when the procurement has ended, and those who work on the procurement until then."""
    owns = actor.user_id is not None and actor.user_id == benefit.owner_id
    allowed = (procurements.may_read if owns else procurements.may_work)(actor, benefit.procurement)
    if not allowed:
        return allowed
    if benefit.procurement.state not in FOLLOWED:
        return no(_("There is nothing to measure before there is a contract."))
    return _not_let_go(benefit)


def may_correct(actor: Actor, measurement: Measurement, *, replaced: bool) -> Verdict:
    """Correct a measurement that has not been corrected already."""
    allowed = may_measure(actor, measurement.benefit)
    if allowed and replaced:
        return no(_("This measurement has already been corrected. Correct the newer one."))
    return allowed


def may_let_go(actor: Actor, benefit: Benefit) -> Verdict:
    """Let go of a benefit nobody has measured. What is measured stays, whatever it says."""
    allowed = may_change(actor, benefit)
    if allowed and "let_go" not in BENEFIT.open_steps(benefit.state):
        return no(_("This has been measured, and stays in the sums. “No effect” and “worse” are answers too."))
    return allowed


def may_own(user: User, procurement: Procurement) -> Verdict:
    """Answer for a benefit: somebody in the line who works here, and not the one who answers for the procurement itself."""
    here = Membership.objects.current().filter(
        organisation=procurement.organisation_id, user=user, user__is_active=True
    )
    if not here.exists():
        return no(_("The person does not belong to your organisation."))
    if user.pk == procurement.owner_id:
        return no(
            _(
                "Choose someone in line management. The procurement’s owner is done when the procurement is, and "
                "the benefit comes after that."
            )
        )
    return YES


def _works_or_owns(actor: Actor, benefit: Benefit) -> Verdict:
    allowed = procurements.may_work(actor, benefit.procurement)
    if allowed or actor.user_id is None or actor.user_id != benefit.owner_id or benefit.procurement.state in OVER:
        return allowed
    return procurements.may_read(actor, benefit.procurement)


def _not_let_go(benefit: Benefit) -> Verdict:
    return no(_("This benefit was let go.")) if benefit.state == "let_go" else YES

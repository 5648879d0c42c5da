"""Who may write and settle requirements and award criteria."""

from decimal import Decimal

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.procurements import rules as procurements
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION
from nybrott.ui.formats import number

MOST = 500  # requirements of a procurement
MOST_CRITERIA = 30
WHOLE = Decimal(100)


def may_read(actor: Actor, procurement: Procurement) -> Verdict:
    """Read them: everyone who sees the procurement and works in the organisation."""
    return procurements.may_read(actor, procurement)


def may_change(actor: Actor, procurement: Procurement) -> Verdict:
    """Write, copy and sort, until the competition is announced: suppliers write their offers on these words then."""
    allowed = procurements.may_work(actor, procurement)
    if allowed and procurement.state not in BEFORE_COMPETITION:
        return no(_("The competition has been announced. Requirements and award criteria stay as they were then."))
    return allowed


def may_settle(actor: Actor, procurement: Procurement, *, written: int, weight: Decimal, is_new: bool) -> Verdict:
    """Settle the set as it stands: there are requirements, the weights are 100 together, and it is not settled already. What was never settled
    before the competition was announced can be settled after it: it cannot have changed since."""
    if not (allowed := procurements.may_work(actor, procurement)):
        return allowed
    if not written:
        return no(_("Write a requirement first."))
    if weight != WHOLE:
        said = {"weight": number(weight, 2 if weight % 1 else 0)}
        return no(
            _(
                "The weights of the award criteria add up to %(weight)s %%. They must be 100 %% before the set is settled."
            )
            % said
        )
    return YES if is_new else no(_("Nothing has changed since the newest version was settled."))

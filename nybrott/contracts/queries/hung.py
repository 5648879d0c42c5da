"""What a procurement shows of its contracts: the next step, stops of the red thread, and what waits for whoever leads."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.contracts import rules
from nybrott.contracts.models import Contract, Milestone, Review
from nybrott.contracts.queries.contracts import latest
from nybrott.contracts.queries.graveyard import graves
from nybrott.contracts.queries.trial import missing, parts, review_of
from nybrott.contracts.states import SHORT, Course, MilestoneState
from nybrott.core.actor import Actor
from nybrott.core.terms import months_after
from nybrott.core.trail import Stop
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import Waiting
from nybrott.procurements.states import ProcurementState
from nybrott.ui.thread import NextStep

WITH_CONTRACT = (ProcurementState.CONTRACT, ProcurementState.IN_USE)


def next_step(actor: Actor, procurement: Procurement, now: datetime) -> NextStep | None:
    """Write the contract in, say what became of a milestone, answer the questions, decide."""
    found = list(procurement.contracts.select_related("procurement__owner", "description").order_by("signed_on", "pk"))
    who = procurement.owner.name if procurement.owner else _("Those who carry out procurements")
    allowed = rules.may_write(actor, procurement)
    if not found:
        if procurement.state not in WITH_CONTRACT:
            return None
        url = reverse("contracts:new", args=[procurement.pk]) if allowed else ""
        return NextStep(
            _("The contract is signed, but has not been entered."), _("Enter the contract"), who, url, allowed.reason
        )
    late = Milestone.objects.filter(contract__in=found, state=MilestoneState.PLANNED, due_on__lt=timezone.localdate(now)).select_related("owner", "contract").first()  # fmt: skip
    if late is not None:
        late.contract.procurement = procurement
        may = rules.may_step(actor, late, "reach")
        url = reverse("contracts:milestone", args=[procurement.pk, late.contract_id, late.pk]) if may else ""
        return NextStep(_("A milestone is late: %(title)s.") % {"title": late.title}, _("Say what came of it"), late.owner.name if late.owner else who, url, may.reason)  # fmt: skip
    return next((step for one in found if (step := _deciding(actor, one, now)) is not None), None)


def _deciding(actor: Actor, contract: Contract, now: datetime) -> NextStep | None:
    """The next step towards a decision of a contract that is near its end or over; None while nothing presses."""
    review = review_of(contract)
    if not contract.is_tried or (review is not None and review.is_decided):
        return None
    args = [contract.procurement_id, contract.pk]
    if contract.ends is None or contract.ends > months_after(timezone.localdate(now), 1):
        return None
    gone = missing(review, parts(contract))
    if gone:
        may = rules.may_answer(actor, contract, review)
        return NextStep(
            _("What was tried is nearing its end."),
            _("Answer the questions at the end of development"),
            "",
            reverse("contracts:questions", args=args) if may else "",
            may.reason,
        )
    may = rules.may_decide(actor, contract, review, gone)
    return NextStep(
        _("The questions are answered."),
        _("Decide what happens to it"),
        "",
        reverse("contracts:decide", args=args) if may else "",
        may.reason,
    )


def stops(procurements: Sequence[Procurement]) -> Iterator[tuple[int, Stop]]:
    """A stop for each contract: what was decided, or that it runs. A fixed number of queries."""
    found = Contract.objects.filter(procurement__in=procurements).prefetch_related("parties", "reviews__decided_by")
    for one in found.order_by("signed_on", "pk"):
        review = latest(one)
        course = Course(review.course) if review is not None and review.course else None
        when = timezone.make_aware(datetime.combine(one.signed_on, time(12)))
        yield one.procurement_id, Stop(
            "contract", str(one.pk), one.title, "stopped" if course in (Course.STOP, Course.REST) else "now" if one.is_tried and course is None else "done",
            url=reverse("contracts:agreement", args=[one.procurement_id, one.pk]), at=when, note=", ".join(each.name for each in one.parties.all()),
            word=str(SHORT[course]) if course else "", who=review.decided_by.name if review is not None and review.decided_by else "",
        )  # fmt: skip


def undecided(actor: Actor, now: datetime) -> Iterator[Waiting]:
    """What the actor must decide: contracts whose questions are answered, and those that have waited too long."""
    if actor.organisation_id is None:
        return
    today = timezone.localdate(now)
    found = [(one, one.thing) for one in graves(actor.organisation_id) if isinstance(one.thing, Contract)]
    open_ones = Review.objects.filter(
        contract__in=[contract.pk for _grave, contract in found], decided_at=None, answered_at__isnull=False
    )
    answered = dict(open_ones.values_list("contract", "answered_at"))
    for grave, contract in found:
        if not rules.decides(actor, contract.procurement):
            continue
        if (since := answered.get(contract.pk)) is not None:
            yield Waiting(
                contract.procurement,
                _("Decide what happens to “%(title)s”") % {"title": contract.title},
                grave.url,
                since,
            )
        elif grave.is_over(today):
            since = timezone.make_aware(datetime.combine(grave.over_on, time(0)))
            yield Waiting(
                contract.procurement,
                _("“%(title)s” is waiting for a decision") % {"title": contract.title},
                grave.url,
                since,
            )

"""What a procurement shows of its benefits: the next step, stops of the thread, and a column of the portfolio as a file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.benefits import rules
from nybrott.benefits.models import Benefit
from nybrott.benefits.queries.standing import Standing, benefits_of, due, standing, whole
from nybrott.benefits.states import BenefitState, Outcome
from nybrott.core.actor import Actor
from nybrott.core.trail import State, Stop
from nybrott.core.verdict import Verdict
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import BEFORE_COMPETITION, ProcurementState
from nybrott.ui.thread import NextStep

EXPECTS = (
    ProcurementState.DIALOGUE,
    ProcurementState.PREPARING,
)  # when it should be said what a procurement shall lead to


def next_step(actor: Actor, procurement: Procurement, now: datetime) -> NextStep | None:
    """Say what it shall lead to, write down the baselines before the competition is announced, measure when the time has come."""
    found = [one for one in benefits_of(procurement) if one.benefit.state != BenefitState.LET_GO]
    if not found and procurement.state in EXPECTS:
        label, name = _("Say what will get better, and for whom"), "benefits:new"
        return _step(
            _("No one has said which benefits it will lead to."),
            label,
            rules.may_add(actor, procurement),
            reverse(name, args=[procurement.pk]),
            procurement.owner,
        )
    bare = next((one for one in found if one.baseline is None), None)
    if bare is not None and procurement.state in BEFORE_COMPETITION:
        said = _("“%(title)s” has no baseline. It cannot be measured afterwards.") % {"title": bare.benefit.title}
        return _step(
            said,
            _("Record how it is now"),
            rules.may_set_baseline(actor, bare.benefit),
            _url("benefits:baseline", bare),
            bare.benefit.owner,
        )
    late = next((one for one in found if due(one, timezone.localdate(now))), None)
    if late is None:
        return None
    said = _("It is time to find out what came of “%(title)s”.") % {"title": late.benefit.title}
    return _step(
        said,
        _("Enter a measurement"),
        rules.may_measure(actor, late.benefit),
        _url("benefits:measure", late),
        late.benefit.owner,
    )


def _url(name: str, one: Standing) -> str:
    return reverse(name, args=[one.benefit.procurement_id, one.benefit.pk])


def _step(said: str, label: str, allowed: Verdict, url: str, owner: object) -> NextStep:
    who = _("You") if allowed else str(owner or _("Those who carry out procurements"))
    return NextStep(said, label, who, url if allowed else "", "" if allowed else allowed.reason)


def stops_of(procurements: Sequence[Procurement]) -> Iterator[tuple[int, Stop]]:
    """A stop for each benefit that was not let go; without a baseline it is an assumption. A fixed number of queries."""
    for one in whole(Benefit.objects.filter(procurement__in=procurements).exclude(state=BenefitState.LET_GO)):
        found = standing(one)
        last = found.latest
        note = str(Outcome(last.outcome).label) if last else _("Not measured yet")
        state: State = "done" if last and last.outcome != Outcome.UNKNOWN else "now" if found.before else "assumption"
        url = reverse("benefits:benefit", args=[one.procurement_id, one.pk])
        yield (
            one.procurement_id,
            Stop("benefit", str(one.pk), one.title, state, url, last.made_at if last else None, note),
        )


def measured_column(keys: Collection[int]) -> Mapping[int, object]:
    """How many benefits of each procurement are measured."""
    rows = (
        Benefit.objects.filter(procurement__in=keys, state=BenefitState.MEASURED)
        .order_by()
        .values("procurement")
        .annotate(n=Count("pk"))
    )
    return {row["procurement"]: row["n"] for row in rows}

"""The rows of one member in a report: what was started, what is carried out, what came of it. Only what the member shares is counted."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from nybrott.benefits.models import Benefit
from nybrott.benefits.queries import Standing, standings
from nybrott.benefits.states import BenefitState, Outcome
from nybrott.benefits.states import Kind as BenefitKind
from nybrott.core.cells import at_least, whole_at_least
from nybrott.core.gains import Row, Sum, Total, sums
from nybrott.partnerships.models import Report
from nybrott.partnerships.queries.seen import CLASSES, people_in
from nybrott.partnerships.states import Kind
from nybrott.people.models import Organisation
from nybrott.programmes.models import Package, Reach
from nybrott.runs.models import Run
from nybrott.runs.states import PartKind, RunState
from nybrott.yearbooks.queries import gathered

CARRIED = (RunState.RUNNING, RunState.ENDED)


def row_of(organisation: Organisation, report: Report, shares: Collection[str], today: date) -> dict[str, Any]:
    """Kind → what is counted of it in the report's time; kinds that are not shared are not there. Days are YYYY-MM-DD, amounts text."""
    made: dict[str, Any] = {}
    first, last = report.first_on, report.last_on
    if Kind.PORTFOLIO in shares:
        made[Kind.PORTFOLIO.value] = _started(organisation, first, last, today)
    if Kind.PROGRAMMES in shares:
        made[Kind.PROGRAMMES.value] = _carried(organisation, first, last)
    if Kind.EFFECTS in shares:
        made[Kind.EFFECTS.value] = _came(organisation, first, last)
    return made


def _started(organisation: Organisation, first: date, last: date, today: date) -> dict[str, Any]:
    """How many were started by class, and how many of them are joint; started, class and joint as the yearly report of the member counts them."""
    rows = [
        row for row in gathered(organisation, first.year, today)["procurements"]
        if row["started"] and first <= date.fromisoformat(row["started"]) <= last
    ]  # fmt: skip
    by = Counter(row["class"] for row in rows)
    return {
        "started": {klass: by[klass] for klass in CLASSES}, "joint": sum(row["joint"] is True for row in rows),
        "joint_unknown": sum(row["joint"] is None for row in rows), "all": len(rows),
    }  # fmt: skip


def _carried(organisation: Organisation, first: date, last: date) -> dict[str, int]:
    """Programmes that others may take over, runs under way in the time, and at least so many people in them."""
    released = Package.objects.filter(programme__organisation=organisation, programme__reach__in=(Reach.NETWORK, Reach.OPEN), released_on__lte=last)  # fmt: skip
    runs = list(Run.objects.filter(organisation=organisation, state__in=CARRIED, begins_on__lte=last, ends_on__gte=first).values_list("pk", flat=True))  # fmt: skip
    people = people_in(runs)
    drivers, mentors = (whole_at_least(people[run, kind] for run in runs) for kind in (PartKind.DRIVER, PartKind.MENTOR))  # fmt: skip
    return {"released": released.values("programme").distinct().count(), "runs": len(runs), "drivers": at_least(drivers), "mentors": at_least(mentors)}  # fmt: skip


def _came(organisation: Organisation, first: date, last: date) -> dict[str, Any]:
    """Sums by kind and unit: what was expected by the end of the time, and what was measured last within it; and how many say what."""
    found = [
        one for one in standings(Benefit.objects.filter(procurement__organisation=organisation).order_by("pk"))
        if one.benefit.state != BenefitState.LET_GO and one.benefit.made_at.date() <= last
    ]  # fmt: skip
    said = Counter(_said(one, first, last) for one in found)
    rows = (Row(one.benefit.title, one.benefit.kind, one.benefit.summed_in, one.expected, _measured(one, first, last)) for one in found)  # fmt: skip
    place = {kind: number for number, kind in enumerate(BenefitKind.values)}
    told = sorted(sums(rows), key=lambda one: (place[one.kind], one.unit))
    return {"sums": [_sum(one) for one in told], "counts": {one: said[one] for one in (*Outcome.values, "")}}


def _last(one: Standing, first: date, last: date) -> Any:
    inside = [each for each in one.measurements if first <= each.on <= last]
    return inside[-1] if inside else None


def _measured(one: Standing, first: date, last: date) -> Any:
    return one.gain_of(_last(one, first, last))


def _said(one: Standing, first: date, last: date) -> str:
    found = _last(one, first, last)
    return str(found.outcome) if found else ""


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "kind": one.kind, "unit": one.unit, "estimated": _total(one.estimated), "measured": _total(one.measured),
        "expected_of_measured": _total(one.expected_of_measured), "without": len(one.without),
    }  # fmt: skip


def _total(one: Total) -> dict[str, Any]:
    spread = one.spread
    ends = (spread.value, spread.low, spread.high) if spread else (None, None, None)
    return {"n": one.n} | {name: None if end is None else str(end) for name, end in zip(("value", "low", "high"), ends, strict=True)}  # fmt: skip

"""The organisation's own numbers, from which it follows what could be seen: drivers, who usually answers, official notices, units."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.challenges.models import Challenge
from nybrott.core.given import StatisticsError
from nybrott.core.power import SeriesPlan, UnitPlan
from nybrott.effects.models import Plan
from nybrott.effects.queries import series_of
from nybrott.evaluations.models import Wave
from nybrott.evaluations.states import WaveState
from nybrott.people.models import Membership
from nybrott.ui.formats import number, percent

USUALLY_ANSWER = 0.6  # where no survey of the organisation's own is closed yet
YEARS_BACK = 3  # of official notices, where the plan does not say
UNIT_PERIODS, UNIT_MONTHS = 8, 3  # how far back it is looked how units differ, and in what periods
MOVERS, HALF = 40, 50  # per cent: whose answer would differ anyhow; who say yes without, where it is hardest to see


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a plan is reckoned with; None: not known. Shares are in per cent.

    `drivers` answer before and after, `movers` of them would answer otherwise anyhow; `others` answer in a comparison group, where `share` say
    yes; `rate` innovative procurements a year, counted over `years_before` and `years_after`; `before` and `after` periods of `period` months,
    whose values lie `spread` around their line, `tie` as in `SeriesPlan`; `treated` and `untreated` units, whose changes differ by `unit_spread`.
    """

    drivers: int = 0
    movers: float = MOVERS
    others: int = 0
    share: float = HALF
    rate: float | None = None
    years_before: float = YEARS_BACK
    years_after: float = 1.0
    period: int = 3
    before: int = 0
    after: int = 0
    spread: float | None = None
    tie: float = 0.0
    treated: int = 0
    untreated: int = 0
    unit_spread: float | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The numbers as the organisation has them, and for each where it is from, in a sentence. `until`: the day by which something must be
    seen; `level`: how many innovative procurements a period had on average (None: not known)."""

    numbers: Numbers
    origins: dict[str, str] = field(default_factory=dict)
    until: date = date.max
    level: float | None = None


def own_numbers(plan: Plan) -> Proposed:
    """Everything that is known, as numbers to begin with. The same number of queries however many units and waves there are."""
    run = plan.run
    until = plan.decides_on or run.ends_on
    months_after = max(0, (until.year - run.begins_on.year) * 12 + until.month - run.begins_on.month)
    said: dict[str, object] = {"period": plan.period, "after": months_after // plan.period}
    said["years_after"] = max(round(months_after / 12, 2), 0.08)
    origins: dict[str, str] = {}
    answering = _answering(plan, origins)
    _people(plan, answering, said, origins)
    level = _notices(plan, said, origins)
    _units(plan, months_after, said, origins)
    return Proposed(Numbers(**said), origins, until, level)  # type: ignore[arg-type]


def _answering(plan: Plan, origins: dict[str, str]) -> float:
    closed = Wave.objects.filter(organisation=plan.run.organisation_id, state=WaveState.CLOSED, people__gt=0)
    found = closed.aggregate(asked=Sum("people"), done=Sum("answered"))
    if not found["asked"]:
        origins["answering"] = _("%(share)s are expected to answer, since no survey of your own is closed yet.") % {"share": percent(USUALLY_ANSWER, 0)}  # fmt: skip
        return USUALLY_ANSWER
    share = found["done"] / found["asked"]
    origins["answering"] = _("%(done)s of %(asked)s have answered your surveys so far.") % {"done": number(found["done"]), "asked": number(found["asked"])}  # fmt: skip
    return float(share)


def _people(plan: Plan, answering: float, said: dict[str, object], origins: dict[str, str]) -> None:
    run, usually = plan.run, origins.pop("answering")
    drivers = run.parts.taking_part().drivers().count()
    where = ngettext("%(n)s driver takes part.", "%(n)s drivers take part.", drivers) % {"n": drivers}
    if not drivers and run.places:
        drivers = run.places
        where = ngettext("There is room for %(n)s driver.", "There is room for %(n)s drivers.", drivers) % {
            "n": drivers
        }
    said["drivers"] = round(drivers * answering)
    origins["drivers"] = f"{where} {usually}" if drivers else where
    compared = list(run.compared.values_list("pk", flat=True))
    people = Membership.objects.current().filter(units__in=compared).values("user").distinct().count() if compared else 0  # fmt: skip
    said["others"] = round(people * answering)
    there = ngettext("%(n)s person belongs to the units to compare with.", "%(n)s people belong to the units to compare with.", people) % {"n": people}  # fmt: skip
    origins["others"] = f"{there} {usually}" if people else there
    with_drivers = run.parts.taking_part().drivers().filter(unit__in=run.units.all()).values("unit").distinct().count()
    said["treated"], said["untreated"] = with_drivers or run.units.count(), len(compared)
    origins["treated"] = _("Units of the run with a driver.") if with_drivers else _("Units of the run.")
    origins["untreated"] = _("Units to compare with.")


def _notices(plan: Plan, said: dict[str, object], origins: dict[str, str]) -> float | None:
    """The own innovative procurements before the run, a period at a time; how many a period had."""
    begins, months = plan.run.begins_on, 3 if plan.period % 3 == 0 else 1
    known = series_of(plan.run.organisation, "innovative", "quarter" if months == 3 else "month", before=begins)
    counts = [count for day, count in zip(known.periods, known.counts, strict=True) if _is_over(day, months, begins)] if known else []  # fmt: skip
    counts = counts[-12 // months * (plan.own_years or YEARS_BACK) :]
    if len(counts) * months < 12:  # of less than a year nobody knows what a year has
        origins["rate"] = origins["before"] = _("None of your own earlier official notices are known. Enter what you know.")  # fmt: skip
        return None
    years = len(counts) * months / 12
    total = sum(counts)
    said["rate"], said["years_before"] = round(total / years, 2), round(years, 2)
    origins["rate"] = _("%(n)s procurements with signs of innovation in your own official notices, in %(months)s months.") % {"n": number(total), "months": len(counts) * months}  # fmt: skip
    history = in_periods(counts, plan.period // months)
    said["before"] = len(history)
    try:
        like = SeriesPlan.like(history, 1)
    except StatisticsError:
        origins["before"] = _("They are too few, or too alike, to say how they vary from period to period.")
    else:
        said["spread"], said["tie"] = round(like.spread, 2), round(like.tie, 2)
        origins["before"] = _("As the procurements with signs of innovation varied in your own official notices.")
    return sum(history) / len(history) if history else None


def in_periods(counts: Sequence[int], together: int) -> list[int]:
    """So many counts at a time taken together, the last of them with the last count; those that fill none are left out."""
    whole = len(counts) // together * together
    rest = list(counts[len(counts) - whole :])
    return [sum(rest[at : at + together]) for at in range(0, whole, together)]


def _is_over(first: date, months: int, day: date) -> bool:
    """Whether a period of so many months is over by a day."""
    return first.year * 12 + first.month + months <= day.year * 12 + day.month


def _units(plan: Plan, months_after: int, said: dict[str, object], origins: dict[str, str]) -> None:
    """How much units differ by themselves: challenges raised in each, in the two years before."""
    run = plan.run
    units = sorted({*run.units.values_list("pk", flat=True), *run.compared.values_list("pk", flat=True)})
    first = _months_before(run.begins_on, UNIT_PERIODS * UNIT_MONTHS)
    raised = Challenge.objects.filter(unit__in=units, raised_at__date__gte=first, raised_at__date__lt=run.begins_on.replace(day=1))  # fmt: skip
    by_month = raised.annotate(month=TruncMonth("raised_at")).values_list("unit", "month").annotate(n=Count("pk")).order_by()  # fmt: skip
    rows = {unit: [0] * UNIT_PERIODS for unit in units}
    for unit, month, n in by_month:
        day = timezone.localdate(month)
        rows[unit][((day.year - first.year) * 12 + day.month - first.month) // UNIT_MONTHS] += n
    after = min(max(1, months_after // UNIT_MONTHS), UNIT_PERIODS // 2)
    try:
        like = UnitPlan.like(list(rows.values()), 0, before=UNIT_PERIODS // 2, after=after)
    except StatisticsError:
        origins["unit_spread"] = _("Nothing shows how much units usually differ. Without it, what could be seen is given relative to how much units usually differ.")  # fmt: skip
        return
    said["unit_spread"] = max(round(like.spread, 2), 0.01)
    origins["unit_spread"] = _("As the number of challenges raised in three months changed from unit to unit in the two years before.")  # fmt: skip


def _months_before(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)

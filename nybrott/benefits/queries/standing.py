"""How a benefit stands: before, expected, measured, and the one against the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nybrott.benefits.models import Baseline, Benefit, Estimate, Measurement
from nybrott.benefits.rules import FOLLOWED
from nybrott.benefits.states import NAMED, REMINDED, BenefitState, Counted, Kind, Outcome
from nybrott.core.benefits import CURRENCIES, Spread
from nybrott.core.gains import Comparison, compare
from nybrott.core.terms import months_after
from nybrott.needs.models import OutcomeGoal
from nybrott.procurements.models import Procurement
from nybrott.ui.formats import NO_BREAK, money_exact, number

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """A benefit with what counts of it now. `measurements`: those nobody has corrected, the oldest first; `corrected`: those somebody has."""

    benefit: Benefit
    baseline: Baseline | None
    estimate: Estimate | None
    measurements: tuple[Measurement, ...]
    corrected: tuple[Measurement, ...]

    @property
    def before(self) -> Spread | None:
        """The value before, where there is one."""
        return self.baseline.spread if self.baseline else None

    @property
    def latest(self) -> Measurement | None:
        """The measurement of the latest day."""
        return self.measurements[-1] if self.measurements else None

    @property
    def expected(self) -> Spread | None:
        """The gain that was expected: as estimated, else from the baseline to the target; None when neither was said."""
        if self.estimate is not None:
            return self.estimate.spread
        if self.before is None or self.benefit.target is None:
            return None
        return compare(Spread(self.before.value), Spread(self.benefit.target), more_is_better=self.benefit.grows).gain

    def compared(self, measured: Spread) -> Comparison | None:
        """A value against the baseline; None without one."""
        return compare(self.before, measured, more_is_better=self.benefit.grows) if self.before else None

    def gain_of(self, one: Measurement | None) -> Spread | None:
        """What a measurement gained; None without it or without a baseline."""
        found = self.compared(one.spread) if one else None
        return found.gain if found else None

    @property
    def measured(self) -> Spread | None:
        """The gain that was measured last."""
        return self.gain_of(self.latest)

    def measured_in(self, year: int | None) -> Spread | None:
        """The gain measured last in a year; last of all when no year is asked for."""
        inside = [one for one in self.measurements if year is None or one.on.year == year]
        return self.gain_of(inside[-1]) if inside else None


def whole(found: QuerySet[Benefit]) -> QuerySet[Benefit]:
    """Benefits with all that their standing needs, in a fixed number of questions."""
    parts: list[Any] = [
        "procurement__contracts",
        Prefetch("baselines", Baseline.objects.order_by("-pk")),
        Prefetch("estimates", Estimate.objects.order_by("-pk").prefetch_related("assumptions")),
        Prefetch("measurements", Measurement.objects.select_related("made_by").order_by("on", "pk")),
    ]
    joined = found.select_related(
        "procurement__organisation", "procurement__unit", "procurement__owner", "owner", "goal"
    )
    return joined.prefetch_related(*parts)


def standing(benefit: Benefit) -> Standing:
    """How one stands."""
    measured = list(benefit.measurements.all())
    gone = {one.replaces_id for one in measured if one.replaces_id}
    return Standing(
        benefit, next(iter(benefit.baselines.all()), None), next(iter(benefit.estimates.all()), None),
        tuple(one for one in measured if one.pk not in gone), tuple(one for one in measured if one.pk in gone),
    )  # fmt: skip


def standings(found: QuerySet[Benefit]) -> list[Standing]:
    """How several stand."""
    return [standing(one) for one in whole(found)]


def benefits_of(procurement: Procurement) -> list[Standing]:
    """The benefits of a procurement as they stand, the oldest first; those let go stand with the rest."""
    return standings(Benefit.objects.filter(procurement=procurement))


def goals_of(procurement: Procurement) -> QuerySet[OutcomeGoal]:
    """Outcome goals of the need descriptions a procurement rests on that are no benefit of it yet."""
    taken = Benefit.objects.filter(procurement=procurement, goal__isnull=False).values("goal")
    return (
        OutcomeGoal.objects.filter(description__in=procurement.descriptions.all())
        .exclude(pk__in=taken)
        .order_by("description", "place", "pk")
    )


def is_measured(benefit: Benefit) -> bool:
    """Whether anybody has measured it."""
    return benefit.state == BenefitState.MEASURED


# --- in words ---


def unit_of(benefit: Benefit) -> str:
    """What it is counted in, to stand behind a number."""
    words = {
        Counted.MONEY: benefit.currency, Counted.HOURS: _("hours a year"), Counted.KG: _("kg CO₂e a year"),
        Counted.SHARE: "%",
    }  # fmt: skip
    return benefit.unit if benefit.counted in NAMED else words[Counted(benefit.counted)]


def amount(value: Decimal | None, benefit: Benefit) -> str:
    """An amount in the unit of a benefit."""
    return said(value, benefit.counted, benefit.currency, unit_of(benefit))


def said(value: Decimal | None, counted: str, currency: str, unit: str) -> str:
    """An amount in words; a dash when there is none. Money is by the year, like everything that is added up."""
    if value is None:
        return number(None)
    if counted == Counted.MONEY:
        return pgettext("money", "%(sum)s a year") % {"sum": money_exact(_minor(value), currency)}
    return f"{number(value, DECIMALS)}{NO_BREAK}{unit}"


def _minor(value: Decimal) -> int:
    """Hundredths of a currency, the nearest; half of one goes away from nothing."""
    return int((value * 100).to_integral_value(ROUND_HALF_UP))


def interval(amounts: Spread | None, benefit: Benefit) -> str:
    """From the least to the most, or that nobody knows; empty when there is nothing."""
    if amounts is None:
        return ""
    if amounts.low is None:
        return _("Uncertainty not known")
    return _("%(low)s to %(high)s") % {"low": _bare(amounts.low, benefit), "high": _bare(amounts.high, benefit)}


def _bare(value: Decimal | None, benefit: Benefit) -> str:
    return (
        money_exact(_minor(value or Decimal(0)), benefit.currency)
        if benefit.counted == Counted.MONEY
        else number(value, DECIMALS)
    )


def summed(value: Decimal, unit: str) -> str:
    """A sum in what it was added up in; see `Benefit.summed_in`."""
    if unit in CURRENCIES:
        return said(value, Counted.MONEY, unit, "")
    return f"{number(value, DECIMALS)}{NO_BREAK}{summed_words(unit)}"


def summed_between(amounts: Spread, unit: str) -> str:
    """The interval of a sum; empty where there is none."""
    if amounts.low is None or amounts.high is None:
        return ""
    bare = [
        money_exact(_minor(end), unit) if unit in CURRENCIES else number(end, DECIMALS)
        for end in (amounts.low, amounts.high)
    ]
    return _("%(low)s to %(high)s") % {"low": bare[0], "high": bare[1]}


def summed_words(unit: str) -> str:
    """What a sum was added up in, in words."""
    return {"hours": _("hours a year"), "kg": _("kg CO₂e a year")}.get(unit, unit)


def kind_words(kind: str) -> str:
    """A kind of benefit in a word."""
    return str(Kind(kind).label)


# --- when it is to be measured ---


def since(benefit: Benefit) -> date | None:
    """The day its months are counted from: put to use, else the first contract, else the day one was planned."""
    if benefit.procurement.state not in FOLLOWED:
        return None
    signed = min((one.begins_on for one in benefit.procurement.contracts.all()), default=None)
    return benefit.in_use_on or signed or benefit.procurement.contract_on


def moments(benefit: Benefit) -> list[tuple[int, date]]:
    """(months, day) of each reminder."""
    start = since(benefit)
    return [(months, months_after(start, months)) for months in REMINDED] if start else []


def due(one: Standing, today: date) -> tuple[int, date] | None:
    """The latest moment that has come and that nobody has measured for, up to a month before it; None when there is nothing to do."""
    if one.benefit.state == BenefitState.LET_GO:
        return None
    come = [(months, day) for months, day in moments(one.benefit) if day <= today]
    if not come:
        return None
    months, day = come[-1]
    return None if one.latest is not None and one.latest.on >= months_after(day, -1) else (months, day)


def counts(found: Iterable[Standing]) -> dict[str, int]:
    """How many say what, by outcome, each with its number also when it is none; "" for those nobody has measured. Those let go are not counted."""
    told = dict.fromkeys((*Outcome.values, ""), 0)
    for one in found:
        if one.benefit.state != BenefitState.LET_GO:
            told[one.latest.outcome if one.latest else ""] += 1
    return told


COUNTS = Q(replaced_by__isnull=True)  # measurements nobody has corrected

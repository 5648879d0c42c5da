"""What the official notices can say of a programme: an organisation's counts over time, and beside those of others. Pure.

Promises: a series has a count for every period and no gaps; every answer is an `Effect` with its design or `TooFew` with its reason;
which of the others could be compared, and how many could not, is said. Counting per hundred procurements, not per organisation, keeps a
larger one from looking more innovative than a smaller.
Does not: read a lake, or choose the others.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nybrott.core.change import Series, series
from nybrott.core.contrast import Rates, Units, rates, units
from nybrott.core.designs import Effect, TooFew, catalogue
from nybrott.core.given import StatisticsError
from nybrott.core.placebo import Placebo, placebo_series

# code → measure of `core.measures`, the figure that is counted, and the figure it is counted among ("": periods)
COUNTED: Mapping[str, tuple[str, str, str]] = {
    "procurements": ("innovative-procurements", "n", ""),
    "innovative": ("innovative-procurements", "any_lens", "n"),
    "dialogues": ("dialogue-share", "dialogues", "n"),
    "friendly": ("innovation-friendly", "friendly", "n"),
}
EVERY = {"month": 1, "quarter": 3, "year": 12}  # months in a period


@dataclass(frozen=True, slots=True)
class OfficialSeries:
    """Counts of one organisation, one a period, in order and without gaps.

    `measure` is a code of `COUNTED`, `number` the organisation's address in the lake, `every` a code of `EVERY`; `periods` the first day
    of each; `among`, what each count is counted among, is empty where the periods themselves are.
    """

    measure: str
    number: str
    name: str
    every: str
    periods: tuple[date, ...]
    counts: tuple[int, ...]
    among: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.measure not in COUNTED or self.every not in EVERY:
            raise StatisticsError(f"There is no series of “{self.measure}” every “{self.every}”.")
        if len(self.counts) != len(self.periods) or len(self.among) not in (0, len(self.periods)):
            raise StatisticsError("A series has a count for each period.")

    @property
    def values(self) -> tuple[float, ...]:
        """What is drawn and fitted: per hundred it is counted among, where every period has some; else the counts."""
        if self.hundreds:
            return tuple(100 * count / of for count, of in zip(self.counts, self.among, strict=True))
        return tuple(float(count) for count in self.counts)

    @property
    def hundreds(self) -> bool:
        """Whether `values` are per hundred."""
        return bool(self.among) and all(self.among)


@dataclass(frozen=True, slots=True)
class OfficialEffects:
    """`start`: the number (from 0) of the first whole period after the programme began; the period it began in counts as before.

    `own` is the interrupted series of `OfficialSeries.values`; `rates` before against after, per one it is counted among (or per period);
    `beside` the difference in differences to the others, per hundred (or per period); `placebo` the same series where nothing had begun.
    `compared` are the numbers of the others, `left_out` how many had nothing to count among before or after.
    """

    starts_on: date
    start: int
    own: Series
    rates: Rates | TooFew
    beside: Units
    placebo: Placebo
    compared: tuple[str, ...]
    left_out: int

    @property
    def told(self) -> list[Effect | TooFew]:
        """Everything that is said, in the order it is read: before against after, step, bend, beside others."""
        first = self.rates.effect if isinstance(self.rates, Rates) else self.rates
        return [first, self.own.level, self.own.slope, self.beside.effect]


def official_effects(
    own: OfficialSeries, others: Sequence[OfficialSeries], starts_on: date, *, seed: int
) -> OfficialEffects:
    """What changed in an organisation's counts when its programme began, alone and beside others over the same periods.

    Raises `StatisticsError` for others of another measure or other periods, and for a seed that cannot be.
    """
    for one in others:
        if (one.measure, one.every, one.periods) != (own.measure, own.every, own.periods):
            raise StatisticsError(f"{one.number} is not counted over the same periods.")
    start = sum(day < starts_on for day in own.periods)
    season = 12 // EVERY[own.every] if own.every != "year" else None
    # a yearly wave takes two more periods on each side than there may be; without it, what there is can still be told
    season = season if season and min(start, len(own.periods) - start) >= 2 * season else None
    fitted = series(own.values, start, seed=seed, season=season)
    able = {one.number: _sides(one, start) for one in others if one.number != own.number}
    pairs = {number: both for number, both in able.items() if both}
    mine = _sides(own, start)
    return OfficialEffects(
        starts_on, start, fitted, _rates(own, start), units([mine] if mine else [], list(pairs.values()), seed=seed),
        placebo_series(own.values, start, seed=seed, season=season), tuple(pairs), len(able) - len(pairs),
    )  # fmt: skip


def _over(one: OfficialSeries, side: slice) -> tuple[int, int]:
    """How many on one side of the start, and of how many (or over how many periods)."""
    return sum(one.counts[side]), sum(one.among[side]) if one.among else len(one.counts[side])


def _rates(own: OfficialSeries, start: int) -> Rates | TooFew:
    (early, before), (late, after) = _over(own, slice(start)), _over(own, slice(start, None))
    if before and after:
        return rates((early, late), (before, after))
    return TooFew(catalogue().designs["two-counts"], "rate-ratio", early + late, None, "events", "one-side-empty")


def _sides(one: OfficialSeries, start: int) -> tuple[float, float] | None:
    """Before and after: per hundred it is counted among, or per period. None where there is nothing to count among."""
    (early, before), (late, after) = _over(one, slice(start)), _over(one, slice(start, None))
    if not (before and after):
        return None
    times = 100 if one.among else 1
    return times * early / before, times * late / after


def in_periods(
    months: Mapping[str, tuple[int, int]], periods: Sequence[date], every: str
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How many, and of how many, in each period, from those of each month (“2024-03”); other months are left out."""
    found = dict.fromkeys(periods, (0, 0))
    for month, (count, of) in months.items():
        day = _period_of(month, every)
        if day in found:
            found[day] = found[day][0] + count, found[day][1] + of
    return tuple(count for count, _of in found.values()), tuple(of for _count, of in found.values())


def unbroken(months: Collection[str], every: str, *, before: date | None = None) -> tuple[date, ...]:
    """The latest unbroken stretch of periods that a lake knows wholly, from the months it has any notice of.

    A period without a single notice from the whole country is one the lake does not know: a count of nothing there would be untrue. The
    first and the last of a stretch may be known in part only, and are left out. `before`: only stretches that begin before that day.
    """
    known = sorted({_period_of(month, every) for month in months})
    stretches: list[list[date]] = []
    for day in known:
        if stretches and day == _next(stretches[-1][-1], every):
            stretches[-1].append(day)
        else:
            stretches.append([day])
    whole = [one[1:-1] for one in stretches if len(one) > 2 and (before is None or one[1] < before)]
    return tuple(whole[-1]) if whole else ()


def _next(day: date, every: str) -> date:
    month = day.month - 1 + EVERY[every]
    return date(day.year + month // 12, month % 12 + 1, 1)


def _period_of(month: str, every: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    length = EVERY[every]
    return date(year, (number - 1) // length * length + 1, 1)

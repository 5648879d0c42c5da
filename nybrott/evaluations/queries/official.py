"""Official notices of an organisation and of comparable ones as series of counts, from the lake the settings name."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import log1p

from nybrott.core.official import COUNTED, OfficialSeries, in_periods, unbroken
from nybrott.lake import Lake
from nybrott.notices.queries import lake

MOST_OTHERS = 60  # with one organisation it takes 39 others before any outcome could be told from chance
_Counts = dict[str, tuple[int, int]]  # month → how many, of how many


def official_series(
    number: str, measure: str, *, every: str = "quarter", country: str = "NO", before: date | None = None
) -> OfficialSeries:
    """An organisation's counts for every period of the latest unbroken stretch the lake knows of its country.

    `number`: its address in the lake, which is its organisation number where it has one. `before`: when the programme began, so that a
    stretch is taken that begins before it. Without notices the series is of noughts; where the lake knows no stretch it is empty.
    """
    return official_others([number], measure, every=every, country=country, before=before)[0]


def official_others(
    numbers: Sequence[str], measure: str, *, every: str = "quarter", country: str = "NO", before: date | None = None
) -> list[OfficialSeries]:
    """The series of several organisations over the same periods, in the order they are named."""
    held = lake()
    periods = unbroken(_months(held, held.generation, country), every, before=before)
    found = _counts(held, held.generation, measure, country, tuple(sorted(set(numbers)))) if numbers else {}
    made = []
    for number in numbers:
        name, months = found.get(number, ("", {}))
        counts, among = in_periods(months, periods, every)
        made.append(OfficialSeries(measure, number, name, every, periods, counts, among if COUNTED[measure][2] else ()))
    return made


def comparable(number: str, *, country: str = "NO", before: date, most: int = MOST_OTHERS) -> list[str]:
    """Organisations of the country with most nearly as many procurements in the years before the programme began, nearest first.

    Size before is all that is looked at: whoever looked at what came after would choose the answer.
    """
    held = lake()
    sizes = _sizes(held, held.generation, country, before.year - 1)
    own = log1p(sizes.get(number, 0))
    others = [one for one in sizes if one not in ("", number)]
    return sorted(others, key=lambda one: (abs(log1p(sizes[one]) - own), one))[:most]


# A generation of a lake never changes, so what was counted in it once need not be counted again.


@lru_cache(maxsize=8)
def _months(held: Lake, generation: str, country: str) -> frozenset[str]:
    rows = held.measure("innovative-procurements", ("month",), {"country": country}).records()
    return frozenset(str(row["month"]) for row in rows if row["month"])


@lru_cache(maxsize=32)
def _counts(
    held: Lake, generation: str, measure: str, country: str, numbers: tuple[str, ...]
) -> dict[str, tuple[str, _Counts]]:
    name, figure, among = COUNTED[measure]
    found: dict[str, tuple[str, _Counts]] = {}
    for row in held.measure(name, ("buyer", "month"), {"country": country, "buyer": numbers}).records():
        if row["month"]:
            _name, counts = found.setdefault(str(row["buyer"]), (str(row["buyer_name"]), {}))
            counts[str(row["month"])] = (int(str(row[figure])), int(str(row[among])) if among else 0)
    return found


@lru_cache(maxsize=8)
def _sizes(held: Lake, generation: str, country: str, last: int) -> dict[str, int]:
    rows = held.measure("innovative-procurements", ("buyer",), {"country": country, "to": last}).records()
    return {str(row["buyer"]): int(str(row["n"])) for row in rows}

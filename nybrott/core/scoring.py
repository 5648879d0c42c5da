"""Scores on a scale from several people: the middle, how far they are apart, and how firm an order made of them is.

How far apart people are is the mean distance from the median, as a share of the largest there can be: 0 when all say
the same, 1 when half say one end and half the other. It is Leik's ordinal dispersion. Leik, R. K. (1966): A measure of
ordinal consensus. Pacific Sociological Review 9, 85–90.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

LOWEST, HIGHEST = 1, 5
FEWEST = 3  # with fewer answers a distribution tells who said what

Need = TypeVar("Need", bound=Hashable)
By = TypeVar("By", bound=Hashable)  # a criterion


@dataclass(frozen=True, slots=True)
class Spread:
    """`n` scores: how many gave each (`counts`, from the lowest to the highest), the middle one, the ends of what was
    given, and how far apart they are (`apart`, 0 to 1). All None but the counts when nobody scored."""

    n: int
    counts: tuple[int, ...]
    median: float | None
    least: int | None
    most: int | None
    apart: float | None


def spread(scores: Sequence[int], lowest: int = LOWEST, highest: int = HIGHEST) -> Spread:
    """How scores from `lowest` to `highest` lie. Raises `ValueError` for one that is outside."""
    if outside := [score for score in scores if not lowest <= score <= highest]:
        raise ValueError(f"no such score: {outside[0]}")
    counts = tuple(sum(score == place for score in scores) for place in range(lowest, highest + 1))
    if not scores:
        return Spread(0, counts, None, None, None, None)
    twice = _twice_the_median(scores)
    away = sum(abs(2 * score - twice) for score in scores)  # twice the distances, so that halves are whole
    apart = Fraction(away, len(scores) * (highest - lowest)) if highest > lowest else Fraction(0)
    return Spread(len(scores), counts, twice / 2, min(scores), max(scores), float(apart))


def _twice_the_median(scores: Sequence[int]) -> int:
    ordered, half = sorted(scores), len(scores) // 2
    return 2 * ordered[half] if len(ordered) % 2 else ordered[half - 1] + ordered[half]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a need stands. `total`: the weighted mean of its medians; None, with no rank, when no criterion can be counted.

    `rank` counts from 1; equal totals share one. `counted`: by how many criteria. The order is made again `trials` times,
    each with one thing otherwise: one person left out, one criterion left out, one weight one step up or down. In
    `holds` of them the rank is the same; `best` and `worst` are the ends it moves between.
    """

    need: Hashable
    total: float | None
    rank: int | None
    counted: int
    holds: int
    trials: int
    best: int | None
    worst: int | None


def standings(
    sheets: Sequence[Mapping[tuple[Need, By], int | None]], needs: Sequence[Need], weights: Mapping[By, int], fewest: int = FEWEST
) -> tuple[Standing, ...]:  # fmt: skip
    """Needs in order, the first first; those that cannot be ranked last. `sheets`: what each person said, (need, criterion) →
    score, None for "cannot judge". `weights`: criterion → 1 to 5.

    A cell counts when at least `fewest` people scored it, and then in every trial.
    """
    given = {
        (need, criterion): [sheet.get((need, criterion)) for sheet in sheets] for need in needs for criterion in weights
    }
    counting = {cell: said for cell, said in given.items() if sum(one is not None for one in said) >= fewest}
    medians = {cell: _twice_the_median([one for one in said if one is not None]) for cell, said in counting.items()}
    totals = _totals(medians, needs, weights)
    ranks = _ranks(totals)
    tried = [
        *(_ranks(_totals(_without(counting, place), needs, weights)) for place in range(len(sheets))),
        *(_ranks(_totals(medians, needs, changed)) for changed in _other_weights(weights)),
    ]
    found = []
    for need in needs:
        seen = [trial[need] for trial in tried] if ranks[need] is not None else []
        places = [place for place in (ranks[need], *seen) if place is not None]
        total = totals[need]
        found.append(
            Standing(
                need, None if total is None else float(total), ranks[need], sum(cell[0] == need for cell in medians),
                sum(place == ranks[need] for place in seen), len(seen), min(places, default=None), max(places, default=None),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.rank is None, one.rank or 0)))


def _without(counting: Mapping[tuple[Need, By], Sequence[int | None]], place: int) -> dict[tuple[Need, By], int]:
    """The medians of counted cells when one person had said nothing."""
    left = {
        cell: [one for number, one in enumerate(said) if number != place and one is not None]
        for cell, said in counting.items()
    }
    return {cell: _twice_the_median(said) for cell, said in left.items() if said}


def _other_weights(weights: Mapping[By, int]) -> list[Mapping[By, int]]:
    """The weights with one criterion left out (when there are others), or one weight one step up or down."""
    others: list[Mapping[By, int]] = []
    for criterion, weight in weights.items():
        if len(weights) > 1:
            others.append({one: value for one, value in weights.items() if one != criterion})
        others += [{**weights, criterion: near} for near in (weight - 1, weight + 1) if LOWEST <= near <= HIGHEST]
    return others


def _totals(
    medians: Mapping[tuple[Need, By], int], needs: Sequence[Need], weights: Mapping[By, int]
) -> dict[Need, Fraction | None]:
    """The weighted mean of each need's medians (given doubled), over the criteria it has one for."""
    totals: dict[Need, Fraction | None] = {}
    for need in needs:
        counted = [(weights[one], medians[need, one]) for one in weights if (need, one) in medians]
        weight = sum(one for one, _median in counted)
        totals[need] = Fraction(sum(one * median for one, median in counted), 2 * weight) if weight else None
    return totals


def _ranks(totals: Mapping[Need, Fraction | None]) -> dict[Need, int | None]:
    """1 for the highest; equal totals share a rank and the next ones are passed over."""
    known = [total for total in totals.values() if total is not None]
    return {
        need: None if total is None else 1 + sum(other > total for other in known) for need, total in totals.items()
    }

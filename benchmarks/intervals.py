"""Do 95 % intervals hold the truth in 95 of a hundred, and how often is something called clear where nothing happened?

Draws many small evaluations of every design, as municipalities have them, and asks the methods. Prints one JSON line per figure (`name`, `value`, `unit`, `against`,
`ratio`); the figure to reach stands in `against`. Ends by itself in a minute or two; the same figures every time.

    python benchmarks/intervals.py [--times 1000]
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from math import exp
from random import Random

from nybrott.core.answers import rate, reliability, share
from nybrott.core.change import paired, series
from nybrott.core.contrast import groups, rates, shares, units
from nybrott.core.designs import Effect, Interval
from nybrott.core.placebo import placebo_series

Drawn = tuple[Effect | Interval | None, float]  # what was found, and the truth

FEW_SKILLS = (0.05, 0.15, 0.3, 0.3, 0.15, 0.05)  # a six-step scale, piled up in the middle


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000, help="evaluations drawn for each figure (1000)")
    times = parser.parse_args().times
    began = time.perf_counter()
    for name, draw in CASES.items():
        chance = Random(name)
        found = [draw(chance) for _time in range(times)]
        told = [(one.interval if isinstance(one, Effect) else one, truth) for one, truth in found if one is not None]
        held = sum(interval.low - 1e-9 <= truth <= interval.high + 1e-9 for interval, truth in told)
        if told:
            tell(f"{name}: intervals that hold the truth", held / len(told), "share", 0.95)
        if len(told) < times:
            tell(f"{name}: too few to say", 1 - len(told) / times, "share")
    for name, draw in NOTHING.items():
        chance = Random(name)
        effects = [one for _time in range(times) for one in draw(chance)]
        tell(f"{name}: clear where nothing happened", sum(one.clear for one in effects) / len(effects), "share", 0.05)
        tests = [one.p for one in effects if one.p is not None]
        tell(
            f"{name}: p at most 0.05 where nothing happened", sum(p <= 0.05 for p in tests) / len(tests), "share", 0.05
        )
    tell("all figures", time.perf_counter() - began, "s")


def tell(name: str, value: float, unit: str, against: float | None = None) -> None:
    """Print one figure."""
    line: dict[str, object] = {"name": name, "value": round(value, 3), "unit": unit}
    if against is not None:
        line |= {"against": against, "ratio": round(value / against, 3)}
    print(json.dumps(line, ensure_ascii=False), flush=True)


# --- drawing ---


def hits(chance: Random, n: int, p: float) -> int:
    return sum(chance.random() < p for _one in range(n))


def poisson(chance: Random, mean: float) -> int:
    count, product, floor = 0, chance.random(), exp(-mean)
    while product > floor:
        count, product = count + 1, product * chance.random()
    return count


def answer(chance: Random, lift: float = 0.0) -> int:
    """An answer on the six-step scale; with `lift`, so many go one step up, if there is one."""
    step = chance.choices(range(1, 7), FEW_SKILLS)[0]
    return min(6, step + (chance.random() < lift))


def months(chance: Random, n: int, tie: float, start: int = 0, step: float = 0.0) -> list[float]:
    last, values = chance.gauss(0, 1) / (1 - tie**2) ** 0.5, []
    for at in range(n):
        last = tie * last + chance.gauss(0, 1)
        values.append(20 + 0.1 * at + last + (step if at >= start else 0))
    return values


# --- one evaluation each ---


def a_share(n: int, method: str) -> Callable[[Random], Drawn]:
    def draw(chance: Random) -> Drawn:
        p = chance.uniform(0.05, 0.95)
        return getattr(share(hits(chance, n, p), n), method), p

    return draw


def a_rate(chance: Random) -> Drawn:
    mean = chance.uniform(1, 12)
    return rate(poisson(chance, mean), 1).interval, mean


def a_ratio(chance: Random) -> Drawn:
    mean, ratio = chance.uniform(6, 15), chance.uniform(0.5, 3)
    effect = rates((poisson(chance, mean), poisson(chance, mean * ratio / 2)), (2, 1)).effect
    return (effect if isinstance(effect, Effect) else None), ratio


def a_scale(chance: Random) -> Drawn:
    rows = []
    for _person in range(25):
        common = chance.gauss(0, 1)
        rows.append([common + chance.gauss(0, 1) for _item in range(5)])
    return reliability(rows).interval, 5 / 6  # five questions that share half of what they vary by


def moved(n: int) -> Callable[[Random], Drawn]:
    def draw(chance: Random) -> Drawn:
        up, down = chance.uniform(0.1, 0.7), chance.uniform(0, 0.3)
        steps = [(1 if one < up else -1 if one > 1 - down else 0) for one in (chance.random() for _person in range(n))]
        effect = paired([3] * n, [3 + step for step in steps]).effect
        return (effect if isinstance(effect, Effect) else None), up - down

    return draw


def two_groups(m: int, n: int) -> Callable[[Random], Drawn]:
    def draw(chance: Random) -> Drawn:
        lift = chance.uniform(0, 0.9)
        raised = [
            sum(FEW_SKILLS[at] * (1 - lift if at < 5 else 1) for at in (to,)) + (FEW_SKILLS[to - 1] * lift if to else 0)
            for to in range(6)
        ]
        truth = sum(FEW_SKILLS[i] * raised[j] * ((j > i) + (j == i) / 2) for i in range(6) for j in range(6))
        first, second = [answer(chance) for _one in range(m)], [answer(chance, lift) for _one in range(n)]
        effect = groups(first, second).effect
        return (effect if isinstance(effect, Effect) else None), truth

    return draw


def two_shares(m: int, n: int) -> Callable[[Random], Drawn]:
    def draw(chance: Random) -> Drawn:
        p, q = chance.random(), chance.random()
        effect = shares((hits(chance, m, p), hits(chance, n, q)), (m, n)).effect
        return (effect if isinstance(effect, Effect) else None), q - p

    return draw


def a_series(before: int, after: int, tie: float, part: str = "level") -> Callable[[Random], Drawn]:
    def draw(chance: Random) -> Drawn:
        effect = getattr(series(months(chance, before + after, tie, before, 3), before, seed=1), part)
        return (effect if isinstance(effect, Effect) else None), 3.0 if part == "level" else 0.0

    return draw


def counted_months(chance: Random) -> Drawn:
    effect = series([poisson(chance, 3 if at < 24 else 5) for at in range(36)], 24, seed=1).level
    return (effect if isinstance(effect, Effect) else None), 2.0


def some_units(m: int, n: int, kind: str) -> Callable[[Random], Drawn]:
    def change(chance: Random) -> float:
        return (
            chance.gauss(0, 2)
            if kind == "normal"
            else chance.expovariate(0.5)
            if kind == "skew"
            else poisson(chance, 2) - poisson(chance, 2)
        )

    def draw(chance: Random) -> Drawn:
        rows = [(5.0, 5.0 + change(chance) + (2 if at < m else 0)) for at in range(m + n)]
        effect = units(rows[:m], rows[m:], seed=1).effect
        return (effect if isinstance(effect, Effect) else None), 2.0

    return draw


CASES: dict[str, Callable[[Random], Drawn]] = {
    "share of 12, Wilson": a_share(12, "wilson"),
    "share of 12, exact": a_share(12, "exact"),
    "share of 60, Wilson": a_share(60, "wilson"),
    "rate, Garwood": a_rate,
    "ratio of rates, exact": a_ratio,
    "alpha, Feldt": a_scale,
    "before and after, 12 people": moved(12),
    "before and after, 30 people": moved(30),
    "two groups, 8 and 8": two_groups(8, 8),
    "two groups, 25 and 35": two_groups(25, 35),
    "two shares, 15 and 20": two_shares(15, 20),
    "series, 12 and 8 periods, no tie": a_series(12, 8, 0.0),
    "series, 24 and 12 periods, no tie": a_series(24, 12, 0.0),
    "series, 24 and 12 periods, tie 0.3": a_series(24, 12, 0.3),
    "series, 24 and 12 periods, tie 0.6": a_series(24, 12, 0.6),
    "series, 24 and 12 periods, tie 0.6, bend": a_series(24, 12, 0.6, "slope"),
    "series, 48 and 24 periods, tie 0.6": a_series(48, 24, 0.6),
    "series, counts of 3 to 5": counted_months,
    "units, 4 and 5": some_units(4, 5, "normal"),
    "units, 3 and 9, skew": some_units(3, 9, "skew"),
    "units, 5 and 6, counts": some_units(5, 6, "counts"),
}  # fmt: skip


def unmoved(chance: Random) -> Iterator[Effect]:
    people = [answer(chance) for _person in range(24)]
    later = [chance.choices(range(1, 7), FEW_SKILLS)[0] if chance.random() < 0.5 else one for one in people]
    yield from _effects(paired(people, later).effect)


def alike(chance: Random) -> Iterator[Effect]:
    yield from _effects(groups([answer(chance) for _one in range(12)], [answer(chance) for _one in range(15)]).effect)


def alike_shares(chance: Random) -> Iterator[Effect]:
    p = chance.uniform(0.1, 0.9)
    yield from _effects(shares((hits(chance, 20, p), hits(chance, 25, p)), (20, 25)).effect)


def alike_rates(chance: Random) -> Iterator[Effect]:
    yield from _effects(rates((poisson(chance, 10), poisson(chance, 5)), (2, 1)).effect)


def going_on(tie: float) -> Callable[[Random], Iterator[Effect]]:
    def draw(chance: Random) -> Iterator[Effect]:
        yield from _effects(series(months(chance, 36, tie), 24, seed=1).level)

    return draw


def pretended(chance: Random) -> Iterator[Effect]:
    found = placebo_series(months(chance, 30, 0.3, 20, 5), 20, seed=1)
    for one in found.pretended:
        yield from _effects(one)


def units_alike(chance: Random) -> Iterator[Effect]:
    rows = [(5.0, 5.0 + chance.gauss(0, 2)) for _unit in range(10)]
    yield from _effects(units(rows[:4], rows[4:], seed=1).effect)


def _effects(given: object) -> Iterator[Effect]:
    if isinstance(given, Effect):
        yield given


NOTHING: dict[str, Callable[[Random], Iterator[Effect]]] = {
    "before and after, 24 people": unmoved,
    "two groups, 12 and 15": alike,
    "two shares, 20 and 25": alike_shares,
    "ratio of rates": alike_rates,
    "series, 24 and 12 periods, no tie": going_on(0.0),
    "series, 24 and 12 periods, tie 0.5": going_on(0.5),
    "placebo starts in a series": pretended,
    "units, 4 and 6": units_alike,
}


if __name__ == "__main__":
    main()

"""Promises over all statistical methods at once: no effect without its honesty, every code has words, every method an oracle and a twin."""

import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core import answers, change, contrast, placebo, power
from nybrott.core.designs import Design, Effect, Interval, TooFew, catalogue, plain
from nybrott.core.tests.oracles import BY_TWIN, ORACLES, Oracle, the_attitudes

CORE = Path(__file__).resolve().parent.parent
DOC = CORE.parent.parent / "docs" / "develop" / "statistics.md"
MODULES: tuple[ModuleType, ...] = (answers, change, contrast, placebo, power)

SERIES = [float((t * 7) % 5 + (3 if t >= 20 else 0)) for t in range(36)]
ROWS = [[float((t * (unit + 2)) % 4 + (2 if unit < 4 and t >= 5 else 0)) for t in range(8)] for unit in range(9)]

# every public method: with much, with little, with nothing, with nobody who differs
SAMPLES: dict[str, list[Callable[[], object]]] = {
    "share": [lambda: answers.share(7, 12), lambda: answers.share(0, 5), lambda: answers.share(0, 0)],
    "rate": [lambda: answers.rate(4, 2.0), lambda: answers.rate(0, 2.0)],
    "reliability": [
        lambda: answers.reliability([[1, 2], [2, 2], [4, 5]]),
        lambda: answers.reliability([[3, 3]] * 9),
        lambda: answers.reliability([]),
    ],
    "bounds": [lambda: answers.bounds(3, 9, 4), lambda: answers.bounds(0, 0, 0)],
    "paired": [
        lambda: change.paired([1, 2, 3, 4, 2, 1, 2, 3], [2, 3, 3, 5, 4, 1, 1, 4], missing=2),
        lambda: change.paired([1] * 150, [1 + place % 3 for place in range(150)]),
        lambda: change.paired([3] * 9, [3] * 9),
        lambda: change.paired([], []),
    ],
    "series": [lambda: change.series(SERIES, 20, seed=1), lambda: change.series([0] * 30, 12, seed=1), lambda: change.series([], 0, seed=1)],
    "groups": [
        lambda: contrast.groups([1, 2, 3, 4, 5], [3, 4, 5, 5, 6]),
        lambda: contrast.groups([1] * 5, [2] * 5),
        lambda: contrast.groups([1 + n % 5 for n in range(40)], [2 + n % 4 for n in range(40)]),
        lambda: contrast.groups([1], []),
    ],
    "shares": [
        lambda: contrast.shares((3, 8), (10, 11), missing=(2, 0)),
        lambda: contrast.shares((0, 0), (10, 11)),
        lambda: contrast.shares((0, 0), (0, 0)),
    ],
    "rates": [
        lambda: contrast.rates((3, 9), (2, 2)),
        lambda: contrast.rates((0, 9), (2, 2)),
        lambda: contrast.rates((0, 0), (2, 2)),
    ],
    "units": [
        lambda: contrast.units([(1, 4), (2, 5), (3, 3), (1, 2)], [(1, 1), (2, 3), (3, 3), (4, 4), (1, 2)], seed=1),
        lambda: contrast.units([(at, at + at % 3) for at in range(9)], [(at, at + at % 2) for at in range(9)], seed=1),
        lambda: contrast.units([(0, 0)], [(0, 0)], seed=1),
    ],
    "chance": [
        lambda: power.chance(power.PairPlan(20), 0.3, seed=1, times=200),
        lambda: power.chance(power.SeriesPlan(12, 9, 2.0, 0.3), 1, seed=1, times=200),
        lambda: power.chance(power.UnitPlan(1, 5, 2.0), 1, seed=1, times=200),
    ],
    "least": [
        lambda: power.least(power.SharePlan((20, 20), 0.9), seed=1, times=200),
        lambda: power.least(power.CountPlan(2.0, (4, 2)), seed=1, times=200),
        lambda: power.least(power.PairPlan(0), seed=1, times=200),
    ],
    "placebo_series": [lambda: placebo.placebo_series(SERIES, 20, seed=1), lambda: placebo.placebo_series([], 0, seed=1)],
    "placebo_units": [
        lambda: placebo.placebo_units(ROWS[:4], ROWS[4:], 5, seed=1),
        lambda: placebo.placebo_units([], [], 1, seed=1),
    ],
}  # fmt: skip
EFFECT_WORDS = re.compile(r"estimate|effect|difference|ratio|impact|gain|lift")


def methods() -> dict[str, Callable[..., object]]:
    return {
        name: getattr(module, name)
        for module in MODULES
        for name in module.__all__
        if inspect.isfunction(getattr(module, name))
    }


def within(value: object) -> Iterator[tuple[str, object, object]]:
    """(field, its value, what holds it) of everything inside a result, the lists too."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            yield field.name, inner, value
            yield from within(inner)
    elif isinstance(value, tuple):
        for one in value:
            yield from within(one)


def test_every_public_method_is_tried() -> None:
    assert set(methods()) == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_nothing_is_called_an_effect_without_its_honesty(name: str) -> None:
    words = catalogue()
    for call in SAMPLES[name]:
        result = call()
        assert isinstance(getattr(result, "design", None), Design), "every result says its design"
        held = [(field, value, holder) for field, value, holder in within(result)]
        for field, value, holder in held:
            if isinstance(value, Effect):
                assert value.design == words.designs[value.design.code]
                assert value.assumptions
                assert value.rivals
                assert isinstance(value.interval, Interval)
                assert value.nothing == words.words["measures"][value.measure].nothing
                assert value.interval.method in words.words["methods"]
                assert value.test in words.words["methods"]
            elif isinstance(value, TooFew):
                assert value.measure in words.words["measures"] or value.measure in words.words["figures"]
                assert value.unit in words.words["units"]
                assert value.why in words.words["reasons"]
                assert value.needed is None or value.needed > value.n or value.why == "one-side-empty"
            elif isinstance(value, Interval):
                assert value.method in words.words["methods"]
            elif EFFECT_WORDS.search(field):
                assert isinstance(holder, Effect), f"{name} gives {field} outside an effect"
        assert plain(result)


def test_results_that_may_hold_an_effect_say_so_in_their_type() -> None:
    """Whoever reads `effect` must meet the possibility that there are too few."""
    for module in MODULES:
        for name in module.__all__:
            shape = getattr(module, name)
            if inspect.isclass(shape) and is_dataclass(shape):
                for field in fields(shape):
                    if "Effect" in str(field.type):
                        assert "TooFew" in str(field.type), f"{name}.{field.name}"


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda one: f"{one.method}: {one.what}")
def test_what_was_published_is_what_we_find(oracle: Oracle) -> None:
    assert oracle.found() == oracle.published


def test_the_attitudes_are_typed_as_they_were_printed() -> None:
    means = [round(sum(column) / 30, 2) for column in zip(*the_attitudes(), strict=True)]
    assert means == [64.63, 66.6, 53.13, 56.37, 64.63, 74.77, 42.93]


def test_every_method_has_an_oracle_and_a_slow_twin() -> None:
    named = {one.method: one.twin for one in ORACLES} | BY_TWIN
    assert set(named) == set(catalogue().words["methods"])
    tests = "".join(path.read_text("utf-8") for path in CORE.rglob("test_*.py"))
    assert [twin for twin in named.values() if f"def {twin}(" not in tests] == []
    assert not set(BY_TWIN) & {one.method for one in ORACLES}


def table() -> str:
    """The table of every method against its oracle, as the documents show it."""
    words = catalogue().words["methods"]
    lines = ["| method | computed there | published | ours | where | slow twin |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {words[one.method].texts['en']} | {one.what} | {one.published} | {one.found()} | {one.source} | `{one.twin}` |"
        for one in ORACLES
    ]
    lines += [
        f"| {words[method].texts['en']} | | none: put together from methods above | | {words[method].source} | `{twin}` |"
        for method, twin in BY_TWIN.items()
    ]
    return "\n".join(lines)


def designs() -> str:
    """Every design with what it leans on and what it cannot rule out, as the documents show it."""
    known = catalogue()
    lines = []
    for code, design in known.designs.items():
        lines += [
            f"**{known.say('designs', code, 'en')}** (`{code}`)",
            "",
            "| leans on | cannot rule out |",
            "|---|---|",
        ]
        for at in range(max(len(design.assumptions), len(design.rivals))):
            cells = [
                f"{known.say(kind, codes[at], 'en')} `{codes[at]}`" if at < len(codes) else ""
                for kind, codes in (("assumptions", design.assumptions), ("rivals", design.rivals))
            ]
            lines.append(f"| {cells[0]} | {cells[1]} |")
        lines.append("")
    return "\n".join(lines).rstrip()


def test_the_documents_are_in_step() -> None:
    """When this fails, put what `table()` and `designs()` give into the document."""
    told = DOC.read_text("utf-8")
    assert table() in told
    assert designs() in told


HARD = st.sampled_from([0.0, -0.0, 1.0, 1e15, -1e15, 1e-300, 5e-324, 1 / 3, 1e8 + 1, 3.0]) | st.floats(-1e15, 1e15)


@given(st.lists(HARD, min_size=20, max_size=20), st.integers(0, 20))
def test_hard_numbers_are_answered(values: list[float], cut: int) -> None:
    """No warning (they are errors), no number that is none, whatever is measured."""
    pairs = list(zip(values[::2], values[1::2], strict=True))
    for call in (
        lambda: change.paired(values[:10], values[10:]),
        lambda: change.series(values, cut, seed=1, lags=3),
        lambda: contrast.groups(values[:cut], values[cut:]),
        lambda: contrast.units(pairs[: cut // 2], pairs[cut // 2 :], seed=1),
        lambda: answers.reliability([*zip(values[:7], values[7:14], strict=True)]),
    ):
        told = json.dumps(plain(call()))
        assert "NaN" not in told

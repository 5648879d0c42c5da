"""A measurement against its baseline, and sums in which what is estimated and what is measured never meet."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nybrott.core.benefits import Spread
from nybrott.core.gains import Row, Sum, Total, compare, sums

D = Decimal


@pytest.mark.parametrize(
    ("before", "after", "more", "outcome", "gain"),
    [
        (Spread(D(10), D(9), D(11)), Spread(D(15), D(13), D(17)), True, "better", Spread(D(5), D(2), D(8))),
        (Spread(D(10), D(9), D(11)), Spread(D(15), D(13), D(17)), False, "worse", Spread(D(-5), D(-8), D(-2))),
        (Spread(D(10), D(10), D(10)), Spread(D(12), D(9), D(15)), True, "none", Spread(D(2), D(-1), D(5))),
        (Spread(D(10), D(9), D(13)), Spread(D(14), D(13), D(15)), True, "none", Spread(D(4), D(0), D(6))),
        (Spread(D(10)), Spread(D(8)), False, "better", Spread(D(2))),
        (Spread(D(10)), Spread(D(10)), False, "none", Spread(D(0))),
        (Spread(D(10)), Spread(D(12), D(9), D(15)), True, "none", Spread(D(2))),
    ],
)
def test_no_effect_is_what_the_interval_leaves_room_for(before: Spread, after: Spread, more: bool, outcome: str, gain: Spread) -> None:  # fmt: skip
    found = compare(before, after, more_is_better=more)
    assert (found.outcome, found.gain) == (outcome, gain)
    assert not any(end.is_signed() and not end for end in found.gain.ends), "nothing has no sign"


three = st.tuples(*[st.integers(-50, 50)] * 3).map(lambda ends: [D(one) for one in sorted(ends)])
known = three.map(lambda ends: Spread(ends[1], ends[0], ends[2]))
spread = st.one_of(known, st.integers(-50, 50).map(lambda value: Spread(D(value))))


@given(known, known, st.booleans())
@settings(deadline=None)
def test_the_gain_reaches_from_the_worst_to_the_best_pair(before: Spread, after: Spread, more: bool) -> None:
    found = compare(before, after, more_is_better=more)
    gains = [(b - a) * (1 if more else -1) for a, b in product(before.ends, after.ends)]
    assert found.gain.ends == (min(gains), max(gains))
    assert (found.outcome == "none") == (min(gains) <= 0 <= max(gains))


row = st.builds(
    Row, name=st.sampled_from("abcdefgh"), kind=st.sampled_from(["money", "time"]), unit=st.sampled_from(["NOK", "EUR", ""]),
    estimated=st.none() | spread, measured=st.none() | spread,
)  # fmt: skip


def slowly(rows: list[Row], kind: str, unit: str, basis: str, *, both: bool = False) -> tuple[int, D, D, D, int]:
    """A total reckoned from nothing, one basis at a time."""
    held = [one for one in rows if (one.kind, one.unit) == (kind, unit) and (one.measured is not None or not both)]
    amounts = [amount for one in held if (amount := one.estimated if basis == "estimated" else one.measured) is not None]  # fmt: skip
    return (
        len(amounts), sum((one.value for one in amounts), D(0)), sum((one.ends[0] for one in amounts), D(0)),
        sum((one.ends[1] for one in amounts), D(0)), sum(one.low is None for one in amounts),
    )  # fmt: skip


def said(total: Total) -> tuple[int, D, D, D, int]:
    return (total.n, total.value, total.low, total.high, total.unsure)


@given(st.lists(row, max_size=12))
@settings(deadline=None)
def test_sums_are_what_the_slow_twin_says_and_every_benefit_is_named_or_measured(rows: list[Row]) -> None:
    found = sums(rows)
    assert {(one.kind, one.unit) for one in found} == {(one.kind, one.unit) for one in rows if one.unit}
    for one in found:
        assert said(one.estimated) == slowly(rows, one.kind, one.unit, "estimated")
        assert said(one.measured) == slowly(rows, one.kind, one.unit, "measured")
        assert said(one.expected_of_measured) == slowly(rows, one.kind, one.unit, "estimated", both=True)
        here = [each for each in rows if (each.kind, each.unit) == (one.kind, one.unit)]
        assert one.without == [each.name for each in here if each.measured is None]
        assert len(here) == one.measured.n + len(one.without)
        assert one.expected_of_measured.n + len(one.unexpected) == one.measured.n


@given(st.lists(row, max_size=12), spread)
@settings(deadline=None)
def test_no_sum_ever_holds_both(rows: list[Row], other: Spread) -> None:
    """Whatever happens to all measurements, nothing estimated moves by an øre; and the other way round."""
    expected = [(one.estimated, one.expected_of_measured) for one in sums(rows)]
    measured_anew = [replace(one, measured=other if one.measured else None) for one in rows]
    assert [(one.estimated, one.expected_of_measured) for one in sums(measured_anew)] == expected
    measured = [one.measured for one in sums(rows)]
    estimated_anew = [replace(one, estimated=other if one.estimated else None) for one in rows]
    assert [one.measured for one in sums(estimated_anew)] == measured
    for one in sums(rows):
        assert (one.estimated.basis, one.measured.basis, one.expected_of_measured.basis) == ("estimated", "measured", "estimated")  # fmt: skip


def test_a_total_refuses_the_other_basis() -> None:
    for mine, other in (("estimated", "measured"), ("measured", "estimated")):
        with pytest.raises(TypeError, match="does not hold"):
            Total(mine).take(Spread(D(1)), other)  # type: ignore[arg-type]


def test_a_total_without_anything_says_nothing_and_one_unsure_part_leaves_no_interval() -> None:
    empty = Sum("money", "NOK")
    assert empty.measured.spread is None
    found = sums([Row("a", "money", "NOK", Spread(D(1), D(0), D(2))), Row("b", "money", "NOK", Spread(D(5)))])
    assert found[0].estimated.spread == Spread(D(6))
    assert found[0].estimated.unsure == 1

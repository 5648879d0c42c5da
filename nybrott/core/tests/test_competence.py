"""The indicators, against a slow obvious twin that walks through every day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.competence import KINDS, Material, Trace, Value, earliest, indicators, months

DAYS = st.integers(0, 130).map(lambda days: date(2026, 8, 20) + timedelta(days=days))
TRACES = st.lists(
    st.builds(Trace, st.integers(1, 3), st.sampled_from("abc"), st.sampled_from(KINDS), DAYS), max_size=12
)
DRIVERS = st.dictionaries(st.integers(1, 3), st.tuples(DAYS, st.none() | DAYS), max_size=3)
REACHES = st.lists(st.tuples(DAYS, st.none() | st.integers(1, 4), st.integers(1, 30)), max_size=8)
MATERIAL = st.builds(
    Material, TRACES, DRIVERS, REACHES, st.frozensets(st.integers(1, 3), max_size=3), st.lists(DAYS, max_size=5),
    st.lists(st.tuples(DAYS, st.booleans()), max_size=6),
)  # fmt: skip
SHOWN = months(date(2026, 8, 20), date(2026, 12, 31))


def days_until(last: date) -> list[date]:
    return [date(2026, 8, 1) + timedelta(days=n) for n in range((last - date(2026, 8, 1)).days + 1)]


def slowly(said: Material, month: date) -> dict[str, tuple[float | None, int]]:
    """One month, told the long way."""
    in_month = [day for day in days_until(date(2027, 1, 31)) if (day.year, day.month) == (month.year, month.month)]
    last = in_month[-1]
    done = [one for one in said.reaches if one[0] in in_month]
    drivers = [key for key, (since, until) in said.drivers.items() if since <= last and (until is None or until > last)]
    found: dict[str, tuple[float | None, int]] = {
        "outreach": (len(done), len(done)), "colleagues": (sum(one[2] for one in done), len(done)),
    }  # fmt: skip
    units = [unit for unit in said.units if any(one[1] == unit and one[0] <= last for one in said.reaches)]
    found["units"] = (len(units) / len(said.units) if said.units else None, len(said.units))
    for kind in KINDS:
        number = 0
        for driver in drivers:
            number += len(
                {one.card for one in said.traces if one.person == driver and one.kind == kind and one.on <= last}
            )
        found[kind] = (number / len(drivers) if drivers else None, len(drivers))
    teach = [d for d in drivers if any(t.person == d and t.kind == "taught" and t.on <= last for t in said.traces)]
    found["teachers"] = (len(teach) / len(drivers) if drivers else None, len(drivers))
    raised = len([day for day in said.raised if day in in_month])
    found["raised"] = (raised, raised)
    asked = [present for day, present in said.asked if day in in_month]
    found["attendance"] = (asked.count(True) / len(asked) if asked else None, len(asked))
    return found


@given(MATERIAL)
def test_every_indicator_says_what_the_long_way_says(said: Material) -> None:
    fast = indicators(said, SHOWN)
    for place, month in enumerate(SHOWN):
        assert {key: (values[place].value, values[place].n) for key, values in fast.items()} == slowly(said, month)
        assert all(values[place].month == month for values in fast.values())


@given(TRACES)
def test_the_first_trace_counts(traces: list[Trace]) -> None:
    for (person, card, kind), first in earliest(traces).items():
        assert first.on == min(one.on for one in traces if (one.person, one.card, one.kind) == (person, card, kind))


def test_months_and_few() -> None:
    assert months(date(2026, 11, 30), date(2027, 1, 1)) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert months(date(2026, 12, 1), date(2026, 11, 30)) == []
    assert [Value(date(2026, 1, 1), 1.0, n).is_few for n in (0, 1, 4, 5)] == [False, True, True, False]

"""What drivers know and what spreads from them: traces of methods, and indicators month by month. Pure.

A trace says that somebody learnt, used or taught a method, on a day. An indicator has a value for each month and says how many
it rests on; who has left does not count from then on.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["learnt", "used", "taught"]
KINDS: tuple[Kind, ...] = ("learnt", "used", "taught")
FEW = 5  # fewer people or units than this are said to be few


@dataclass(frozen=True, slots=True)
class Trace:
    """Somebody (a key) learnt, used or taught a method (the id of its card) on a day. `source` says where that is known from."""

    person: int
    card: str
    kind: Kind
    on: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator in a month: `month` is its first day; `value` is None when there is nothing to reckon with; `n` is how
    many it rests on."""

    month: date
    value: float | None
    n: int

    @property
    def is_few(self) -> bool:
        """Whether it rests on so few that one of them decides it."""
        return 0 < self.n < FEW


@dataclass(frozen=True, slots=True)
class Material:
    """What the indicators are made of. `drivers`: key → the first and the last day somebody was driver (None: still).
    `reaches`: day, unit (None: several or none), number of colleagues. `units`: those the run is for. `raised`: days on which
    challenges were raised in them. `asked`: the day of a gathering, and whether somebody asked to it was there."""

    traces: Collection[Trace]
    drivers: Mapping[int, tuple[date, date | None]]
    reaches: Collection[tuple[date, int | None, int]]
    units: frozenset[int]
    raised: Collection[date]
    asked: Collection[tuple[date, bool]]


def months(first: date, last: date) -> list[date]:
    """The first day of each month from one day to another, both months with it; none when the last is before."""
    found, at = [], first.replace(day=1)
    while at <= last:
        found.append(at)
        at = _after(at)
    return found


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def earliest(traces: Iterable[Trace]) -> dict[tuple[int, str, Kind], Trace]:
    """The first trace of each kind of each method of each person."""
    found: dict[tuple[int, str, Kind], Trace] = {}
    for trace in sorted(traces, key=lambda trace: (trace.on, trace.source)):
        found.setdefault((trace.person, trace.card, trace.kind), trace)
    return found


def indicators(said: Material, shown: Sequence[date]) -> dict[str, tuple[Value, ...]]:
    """Every indicator by its id, a value for each of the months (their first days, in order).

    outreach: how often drivers did something with colleagues in the month. colleagues: with how many in all (the same
    colleague twice counts twice; n is how often). units: the share of the run's units something was done in by the end of the
    month. learnt, used, taught: how many methods a driver knows that way on average by the end of the month. teachers: the share
    of drivers who have taught one. raised: challenges raised in the run's units. attendance: the share of those asked to
    gatherings of the month who were there.
    """
    first = list(earliest(said.traces).values())
    rows: dict[str, list[Value]] = {
        key: [] for key in ("outreach", "colleagues", "units", *KINDS, "teachers", "raised", "attendance")
    }
    for month in shown:
        end = _after(month)
        reached = [one for one in said.reaches if month <= one[0] < end]
        rows["outreach"].append(Value(month, len(reached), len(reached)))
        rows["colleagues"].append(Value(month, sum(people for _on, _unit, people in reached), len(reached)))
        units = {unit for on, unit, _people in said.reaches if on < end and unit in said.units}
        rows["units"].append(_share(month, len(units), len(said.units)))
        drivers = {
            key for key, (since, until) in said.drivers.items() if since < end and (until is None or until >= end)
        }
        known = [trace for trace in first if trace.person in drivers and trace.on < end]
        for kind in KINDS:
            rows[kind].append(_share(month, sum(trace.kind == kind for trace in known), len(drivers)))
        rows["teachers"].append(
            _share(month, len({trace.person for trace in known if trace.kind == "taught"}), len(drivers))
        )
        raised = sum(month <= on < end for on in said.raised)
        rows["raised"].append(Value(month, raised, raised))
        there = [present for on, present in said.asked if month <= on < end]
        rows["attendance"].append(_share(month, sum(there), len(there)))
    return {key: tuple(values) for key, values in rows.items()}


def _share(month: date, part: int, whole: int) -> Value:
    return Value(month, part / whole if whole else None, whole)

"""Fills a measure's SQL: only from what stands here, never from what somebody typed. Values go as parameters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from nybrott.core.measures.model import Measure, MeasureError, Statement


@dataclass(frozen=True, slots=True)
class _Grouping:
    """How to group: (column of the answer, SQL over the columns that every measure's rows have)."""

    columns: tuple[tuple[str, str], ...]


# Every measure's SQL groups rows with the columns country, buyer, buyer_name, cpv_main, opened_on and year.
GROUPINGS: Mapping[str, _Grouping] = {
    "buyer": _Grouping((
        ("country", "country"), ("buyer", "buyer"),
        # the name it used last, of two on one day always the same one; one number is compared faster than a day and a
        # name
        (
            "buyer_name",
            "arg_max(buyer_name, cast(coalesce(opened_on, date '0001-01-01') - date '0001-01-01' as bigint) * 4294967296"
            " + cast(hash(buyer_name) % 4294967296 as bigint))",
        ),
    )),
    "year": _Grouping((("year", "year"),)),
    "month": _Grouping((("month", "strftime(opened_on, '%Y-%m')"),)),  # as 2024-03, null where there is no day
    "country": _Grouping((("country", "country"),)),
    "cpv": _Grouping((("cpv", "left(cpv_main, 2)"),)),
}  # fmt: skip


def _whole_number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise MeasureError(f"A year is a whole number, not “{value}”.") from None


@dataclass(frozen=True, slots=True)
class _Condition:
    """How to narrow: SQL with one parameter, a list of the values asked for (any of them will do)."""

    sql: str
    cleaned: Callable[[object], object]


CONDITIONS: Mapping[str, _Condition] = {
    "buyer": _Condition("list_contains($buyer, buyer)", str),
    "country": _Condition("list_contains($country, country)", lambda value: str(value).upper()),
    "year": _Condition("list_contains($year, year)", _whole_number),
    "from": _Condition("year >= list_max($from)", _whole_number),
    "to": _Condition("year <= list_min($to)", _whole_number),
    "cpv": _Condition("len(list_filter($cpv, lambda beginning: starts_with(cpv_main, beginning))) > 0", str),
}


def statement(measure: Measure, by: Iterable[str] = (), where: Mapping[str, object] | None = None) -> Statement:
    """A measure grouped by any of `GROUPINGS` and narrowed by any of `CONDITIONS` (a value, or several in a list or
    tuple: any of them). Raises `MeasureError` for a name that is neither."""
    columns: dict[str, str] = {}
    for name in by:
        if name not in GROUPINGS:
            raise MeasureError(f"“{name}” is nothing to group by; there are {_told(GROUPINGS)}.")
        columns |= dict(GROUPINGS[name].columns)
    conditions, values = [], {}
    for name, given in (where or {}).items():
        if name not in CONDITIONS:
            raise MeasureError(f"“{name}” is nothing to narrow by; there are {_told(CONDITIONS)}.")
        several = given if isinstance(given, (list, tuple, set, frozenset)) else (given,)
        if not several:
            raise MeasureError(f"“{name}” has no value to narrow by.")
        conditions.append(CONDITIONS[name].sql)
        values[name] = [CONDITIONS[name].cleaned(one) for one in several]
    group = "".join(f"{sql} as {column}, " for column, sql in columns.items())
    condition = " and ".join(conditions) or "true"
    sql = measure.sql.replace("{group}", group).replace("{where}", condition)
    return Statement(sql, values, (*columns, *(figure.id for figure in measure.figures)), group, condition)


def _told(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}"

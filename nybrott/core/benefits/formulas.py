"""The formulas, as data. Each is a sum of products of its assumptions with a sign before each, and straight in every one of them: with all others
held still it only rises or only falls. That is why the ends of its interval lie where every assumption is at one of its own ends."""

from dataclasses import dataclass

from nybrott.core.benefits.units import CURRENCIES


@dataclass(frozen=True, slots=True)
class Term:
    """An assumption. `units`: those it may be given in, the usual one first. `signed`: may be less than nothing."""

    key: str
    units: tuple[str, ...]
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """`products`: (sign, the terms multiplied). `result`: the units the answer may have."""

    key: str
    terms: tuple[Term, ...]
    products: tuple[tuple[int, tuple[str, ...]], ...]
    result: tuple[str, ...]

    def term(self, key: str) -> Term:
        """One of its assumptions by name."""
        return next(one for one in self.terms if one.key == key)


def _money(per: str) -> tuple[str, ...]:
    return tuple(f"{currency}/{per}" for currency in CURRENCIES)


_SAVED = Term("saved", ("minute/occasion", "hour/occasion"), signed=True)
_OCCASIONS = Term("occasions", ("occasion/person/year",))
_PEOPLE = Term("people", ("person",))

FORMULAS: dict[str, Formula] = {
    one.key: one
    for one in (
        Formula("time", (_SAVED, _OCCASIONS, _PEOPLE), ((1, ("saved", "occasions", "people")),), ("hour/year",)),
        Formula(
            "time_cost", (_SAVED, _OCCASIONS, _PEOPLE, Term("hourly_cost", _money("hour"))),
            ((1, ("saved", "occasions", "people", "hourly_cost")),), _money("year"),
        ),
        Formula(
            "tasks", (Term("avoided", ("task/year",), signed=True), Term("task_cost", _money("task"))),
            ((1, ("avoided", "task_cost")),), _money("year"),
        ),
        Formula(
            "price", (Term("before", _money("piece")), Term("after", _money("piece")), Term("volume", ("piece/year",))),
            ((1, ("before", "volume")), (-1, ("after", "volume"))), _money("year"),
        ),
        Formula(
            "use", (Term("use_before", ("piece/year",)), Term("use_after", ("piece/year",)), Term("price", _money("piece"))),
            ((1, ("use_before", "price")), (-1, ("use_after", "price"))), _money("year"),
        ),
        Formula(
            "emissions",
            (
                Term("less", ("kWh/year", "MWh/year", "km/year", "litre/year"), signed=True),
                Term("factor", ("kg/kWh", "g/kWh", "kg/km", "g/km", "kg/litre")),
            ),
            ((1, ("less", "factor")),), ("kg/year",),
        ),
    )
}  # fmt: skip

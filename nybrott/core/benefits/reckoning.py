"""From assumptions to a value with its interval."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

from nybrott.core.benefits.formulas import Formula
from nybrott.core.benefits.units import CURRENCIES, NOTHING, Unit, unit_of

MOST = Decimal(10) ** 12  # nothing a municipality buys is larger; what is, was typed wrongly
STEP = Decimal("0.0001")  # what is kept of an answer


class Unfit(ValueError):
    """An assumption, or how they stand together, cannot be right. `code`: missing, number, negative, huge, order, unit, units, currency.
    `term`: which assumption; empty for all of them together."""

    def __init__(self, code: str, term: str = "") -> None:
        super().__init__(f"{code}: {term}" if term else code)
        self.code, self.term = code, term


@dataclass(frozen=True, slots=True)
class Spread:
    """A value with the least and the most it may be; both None when nobody knows how sure it is."""

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has two ends, or none")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError("a value lies within its interval")

    @property
    def sure(self) -> bool:
        """Whether the interval is known."""
        return self.low is not None

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The least and the most; the value twice when nobody knows."""
        return (self.value if self.low is None else self.low, self.value if self.high is None else self.high)


@dataclass(frozen=True, slots=True)
class Given:
    """An assumption as it was given, in a unit."""

    value: Decimal
    low: Decimal
    high: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a formula gives, in `unit` ("NOK/year", "hour/year", "kg/year")."""

    spread: Spread
    unit: str

    @property
    def currency(self) -> str:
        """The currency, or empty for what is no money."""
        first = self.unit.split("/", 1)[0]
        return first if first in CURRENCIES else ""


def reckon(formula: Formula, given: Mapping[str, Given]) -> Answer:
    """The value, and the least and the most it can be while every assumption stays within its own interval. Raises `Unfit`."""
    for term in formula.terms:
        _check(formula, term.key, given.get(term.key))
    unit = _unit(formula, given)
    wanted = unit_of(unit)
    # every product has the unit's powers (checked), so each differs from the answer's unit by a factor alone
    factors = {key: unit_of(given[key].unit).factor for key in (one.key for one in formula.terms)}

    def at(values: Mapping[str, Decimal]) -> Fraction:
        total = Fraction(0)
        for sign, keys in formula.products:
            part = Fraction(sign)
            for key in keys:
                part *= Fraction(values[key]) * factors[key]
            total += part
        return total / wanted.factor

    low, high = _corners(at, {key: (one.low, one.high) for key, one in given.items() if key in factors})
    value = at({key: given[key].value for key in factors})
    if max(abs(low), abs(high)) > MOST:
        raise Unfit("huge")
    return Answer(Spread(_kept(value), _kept(low), _kept(high)), unit)


def _corners(at: Callable[[Mapping[str, Decimal]], Fraction], ends: Mapping[str, tuple[Decimal, Decimal]]) -> tuple[Fraction, Fraction]:  # fmt: skip
    """The least and the most over all corners: every assumption at its low or its high end. At most 2⁴ of them."""
    keys = list(ends)
    found = [at(dict(zip(keys, corner, strict=True))) for corner in product(*(ends[key] for key in keys))]
    return min(found), max(found)


def _check(formula: Formula, key: str, one: Given | None) -> None:
    if one is None:
        raise Unfit("missing", key)
    term, all_three = formula.term(key), (one.low, one.value, one.high)
    if not all(number.is_finite() for number in all_three):
        raise Unfit("number", key)
    if any(abs(number) > MOST for number in all_three):
        raise Unfit("huge", key)
    if not one.low <= one.value <= one.high:
        raise Unfit("order", key)
    if one.low < 0 and not term.signed:
        raise Unfit("negative", key)
    if one.unit not in term.units:
        raise Unfit("unit", key)


def _unit(formula: Formula, given: Mapping[str, Given]) -> str:
    """The unit of the answer; all products must have it."""
    found: list[Unit] = []
    for _sign, keys in formula.products:
        whole = NOTHING
        for key in keys:
            whole = whole.times(unit_of(given[key].unit))
        found.append(whole)
    if len({name for one in found for name in one.powers if name in CURRENCIES}) > 1:
        raise Unfit("currency")
    for text in formula.result:
        if all(one.powers == unit_of(text).powers for one in found):
            return text
    raise Unfit("units")


def _kept(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(STEP, ROUND_HALF_UP)

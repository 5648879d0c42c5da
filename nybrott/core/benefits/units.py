"""Units as products of powers, with the factor to the base unit of each kind: enough to see whether a formula's units fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

CURRENCIES = ("NOK", "SEK", "DKK", "EUR", "GBP", "USD")

# unit → the base unit of its kind, and how many of that it is
_KNOWN: dict[str, tuple[str, Fraction]] = {
    "minute": ("hour", Fraction(1, 60)), "hour": ("hour", Fraction(1)),
    "kWh": ("kWh", Fraction(1)), "MWh": ("kWh", Fraction(1000)), "km": ("km", Fraction(1)), "litre": ("litre", Fraction(1)),
    "g": ("kg", Fraction(1, 1000)), "kg": ("kg", Fraction(1)), "tonne": ("kg", Fraction(1000)),
    **{name: (name, Fraction(1)) for name in ("occasion", "person", "task", "piece", "year", *CURRENCIES)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """`powers`: base unit → its power, none of them 0. `factor`: how many base units one of this is."""

    powers: Mapping[str, int]
    factor: Fraction

    def times(self, other: "Unit") -> "Unit":
        """The unit of a product."""
        names = {*self.powers, *other.powers}
        powers = {name: self.powers.get(name, 0) + other.powers.get(name, 0) for name in names}
        return Unit({name: power for name, power in powers.items() if power}, self.factor * other.factor)


NOTHING = Unit({}, Fraction(1))


def unit_of(text: str) -> Unit:
    """ "minute/occasion", "occasion/person/year": the first counts, what comes after each stroke divides. Raises `KeyError` for a word nobody knows."""
    found = NOTHING
    for place, word in enumerate(text.split("/")):
        base, factor = _KNOWN[word]
        found = found.times(Unit({base: 1}, factor) if place == 0 else Unit({base: -1}, 1 / factor))
    return found

"""What the value says: on which side of the amounts of the day it lies, and how sure that is."""

from dataclasses import dataclass
from datetime import date

from nybrott.core.law import Amount, Missing, Reference, amount, threshold
from nybrott.core.procedures.model import KIND_OF, Given


@dataclass(frozen=True, slots=True)
class Fact:
    """Something worked out of the value. `amounts`: what it was held against; `sure`: whether they can all be leant on that day. With an amount
    that is missing it is held against the last one known, which is never sure."""

    id: str
    value: str
    amounts: tuple[Amount | Missing, ...]
    sure: bool


def facts_of(given: Given, on: date) -> dict[str, Fact]:
    """The facts by id; one that cannot be worked out is left out."""
    found: dict[str, Fact] = {}
    if given.value is None:
        return found
    held = amount("startoff", on=on)
    if (frame := _known(held)) is not None:
        found["frame"] = Fact("frame", "over" if given.value > frame else "within", (held,), _sure(held, on))
    entry = amount("entry", on=on)
    if (lowest := _known(entry)) is not None and given.value < lowest:
        found["band"] = Fact("band", "below_entry", (entry,), _sure(entry, on))
        return found
    kind = KIND_OF.get(given.choices.get("object", ""))
    if kind is not None:
        limit = threshold(kind, given.holder, on=on)
        if (known := _known(limit)) is not None and lowest is not None:
            # at or above the limit the rules above it apply; what lies between is held against both
            over = given.value >= known
            amounts: tuple[Amount | Missing, ...] = (limit,) if over else (entry, limit)
            sure = all(_sure(one, on) for one in amounts)
            found["band"] = Fact("band", "eea" if over else "below_eea", amounts, sure)
    return found


def _known(found: Amount | Missing) -> int | None:
    if isinstance(found, Amount):
        return found.value
    last: Amount | Reference | None = found.last
    return last.value if isinstance(last, Amount) else None


def _sure(found: Amount | Missing, on: date) -> bool:
    return isinstance(found, Amount) and found.is_sure(on)

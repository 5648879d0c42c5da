"""What holds on a day."""

from datetime import date

from nybrott.core.law.loading import Entries, tables
from nybrott.core.law.model import Amount, Holder, Kind, Missing, Reference


def amount(name: str, *, on: date) -> Amount | Missing:
    """The amount that holds on a day, or that nobody knows. Raises `KeyError` for a name no table has."""
    found = _at(name, on)
    if isinstance(found, Reference):
        raise KeyError(name)
    return found


def reference(name: str, *, on: date) -> Reference | Missing:
    """The place in the law that holds on a day, or that nobody knows. Raises `KeyError` for a name no table has."""
    found = _at(name, on)
    if isinstance(found, Amount):
        raise KeyError(name)
    return found


def threshold(kind: Kind, holder: Holder, *, on: date) -> Amount | Missing:
    """The EEA threshold for who buys what, on a day."""
    for name, entries in tables().items():
        first = entries.periods[0]
        if name.startswith("eea-") and isinstance(first, Amount) and kind in first.kinds and holder in first.holders:
            return amount(name, on=on)
    raise KeyError(f"{kind}, {holder}")


def names() -> tuple[str, ...]:
    """Every name there is, amounts first, in the order of the tables."""
    return tuple(tables())


def _at(name: str, on: date) -> Amount | Reference | Missing:
    entries: Entries = tables()[name]
    for period in entries.periods:
        if period.holds(on):
            return period
    gap = next((one for one in entries.gaps if one.holds(on)), None)
    before = [one for one in entries.periods if one.valid_until and one.valid_until < on]
    last = before[-1] if before else None
    return Missing(name, entries.names, on, last, gap.source, gap.note) if gap else Missing(name, entries.names, on, last)  # fmt: skip

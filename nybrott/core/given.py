"""What a statistical method is given: numbers, scales and counts, checked before anything is counted. Pure."""

from collections.abc import Iterable, Sequence
from math import isfinite

LARGEST = 1e15  # beyond it, sums of squares no longer tell neighbours apart


class StatisticsError(ValueError):
    """Input no method can take: a value outside its scale, a count below nothing. The message says what and where."""


def numbers(values: Iterable[float], what: str) -> list[float]:
    """The values as numbers. Raises `StatisticsError` naming the first that is none, counted from 1."""
    found = []
    for place, value in enumerate(values, 1):
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise StatisticsError(f"{what}: value {place} is “{value}”, not a number.")
        if abs(value) > LARGEST:
            raise StatisticsError(f"{what}: value {place} is {value:g}; at most {LARGEST:g} is taken, up or down.")
        found.append(float(value))
    return found


def on_scale(values: Sequence[float], scale: tuple[float, float] | None, what: str) -> None:
    """Raises `StatisticsError` naming the first value, counted from 1, that lies outside the scale."""
    if scale is None:
        return
    low, high = scale
    if not low < high:
        raise StatisticsError(f"A scale goes from a lower to a higher number, not from {low:g} to {high:g}.")
    for place, value in enumerate(values, 1):
        if not low <= value <= high:
            raise StatisticsError(f"{what}: value {place} is {value:g}, outside the scale from {low:g} to {high:g}.")


def whole(value: int, what: str, least: int = 0) -> int:
    """The value, a whole number of at least `least`, and of at most a million million. Raises `StatisticsError`."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= 10**12:
        raise StatisticsError(f"{what} is “{value}”; it is a whole number from {least}.")
    return value

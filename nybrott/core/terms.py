"""How long things run, in calendar months. Pure."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The day so many calendar months after (before, when negative) another; the last day of a month that is too short for it.

    Raises `OverflowError` when there is no such day (before year 1 or after 9999).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months after {day} is no day")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Whole calendar months from a day to a later one; negative when it is earlier."""
    if last < first:
        return -months_between(last, first)
    apart = (last.year - first.year) * 12 + last.month - first.month
    return apart if months_after(first, apart) <= last else apart - 1

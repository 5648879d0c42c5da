"""Dates of notices: read, and counted on from."""

from calendar import monthrange
from datetime import date, timedelta

# Outside these a date is a filled-in nothing ("0001-01-01"), not a day.
FIRST_YEAR, LAST_YEAR = 1950, 2200

_MONTHS = {"MONTH": 1, "YEAR": 12}
_DAYS = {"DAY": 1, "WEEK": 7}


def day(text: str | None) -> date | None:
    """The day of an XML date ("2024-05-17", "2024-05-17+02:00", "2024-05-17T10:00:00Z"), None when it is none.

    The time zone is left out: the day is the one the notice names. A year before 1950 or after 2200 is no date.
    """
    if not text:
        return None
    text = text.strip()
    if text[4:5] != "-" or text[7:8] != "-":
        return None
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def counted_on(start: date, number: int, unit: str) -> date | None:
    """The day `number` units (DAY, WEEK, MONTH, YEAR) after `start`; None for another unit or beyond the calendar.

    A month later is the same day of the month, or the month's last day where it is shorter.
    """
    try:
        if unit in _MONTHS:
            months = start.month - 1 + number * _MONTHS[unit]
            year, month = start.year + months // 12, months % 12 + 1
            return date(year, month, min(start.day, monthrange(year, month)[1]))
        if unit in _DAYS:
            return start + timedelta(days=number * _DAYS[unit])
    except (ValueError, OverflowError):
        return None
    return None

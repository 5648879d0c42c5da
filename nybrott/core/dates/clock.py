"""Days and times of day: public holidays, working days, and the two nights a year when the clock is moved."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from types import MappingProxyType
from typing import Literal

from nybrott.core.sayings import sayings

Side = Literal["first", "second"]


class DatesError(ValueError):
    """A time of day that cannot be taken. `code`: "skipped" when the clock never shows it that day, "twice" when it shows it two times;
    `moments`: what it could mean, in UTC (for a skipped one: the same time a moment before and after the clock was moved)."""

    def __init__(self, code: str, day: date, at: time, moments: tuple[datetime, ...]) -> None:
        self.code, self.day, self.at, self.moments = code, day, at, moments
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """The trouble as a sentence that says what to choose instead."""
        return sayings("dates").say("troubles", self.code, language, at=f"{self.at:%H:%M}", day=self.day.isoformat())


def on_the_clock(day: date, at: time, zone: tzinfo, *, side: Side | None = None) -> datetime:
    """The moment, in UTC, at which a clock shows a time of a day.

    `side`: which of the two, where it shows it twice. Raises `DatesError` where it shows it never, or twice and `side` does not say which.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != wall:
        raise DatesError("skipped", day, at, (second, first))
    if first == second or side == "first":
        return first
    if side == "second":
        return second
    raise DatesError("twice", day, at, (first, second))


def holiday(day: date, language: str = "nb") -> str:
    """What a public holiday in Norway is called, empty when the day is none."""
    name = _holidays(day.year).get(day, "")
    told = []
    for one in filter(None, name.split("; ")):
        known = [texts for texts in sayings("dates").texts["holidays"].values() if texts["nb"] == one]
        told.append(known[0][language] if known else one)
    return ", ".join(told)


def working_days(first: date, last: date) -> int:
    """Days from Monday to Friday that are no public holidays, after the first day, up to and with the last; 0 when it is not later."""
    days = (first + timedelta(days=at) for at in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and not _holidays(day.year).get(day) for day in days)


@cache
def _holidays(year: int) -> Mapping[date, str]:
    """Day → name in bokmål, as the library has them; two on one day stand with a semicolon between."""
    import holidays  # slow import: half a second that only those who plan need

    return MappingProxyType(dict(holidays.country_holidays("NO", years=year, language="no")))

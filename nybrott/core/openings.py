"""When somebody can be booked: a week's pattern and the days that are otherwise, as free times on the clock. Pure.

Times of day are those on the clock where people are: a nine o'clock stays nine o'clock in the week the clocks change. An hour that
does not exist that day is not offered; of one that exists twice the first is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Span = tuple[datetime, datetime]
"""From a moment until, and not with, a later one. Both know their zone."""

_Minutes = list[tuple[int, int]]  # spans of a day, in minutes since midnight on the clock


@dataclass(frozen=True, slots=True)
class Weekly:
    """A time of every week; `weekday` counts from 0, Monday."""

    weekday: int
    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A day on which it is otherwise: open at another time than in other weeks, or closed. Closed without times is all day."""

    day: date
    opened: bool = False
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How long each booking is, how many hours ahead it has to be made, and how many days ahead it can be."""

    minutes: int = 60
    notice_hours: int = 24
    days_ahead: int = 60


def openings(
    weekly: Sequence[Weekly], otherwise: Sequence[Otherwise], terms: Terms, *, now: datetime, zone: tzinfo,
    taken: Iterable[Span] = (), first: date | None = None, last: date | None = None,
) -> list[datetime]:  # fmt: skip
    """Every moment (in UTC) at which a free booking begins, in order; no two of them overlap.

    Open times of a day replace the week's on that day, and public holidays have none but those; closed times are taken out of both.
    `taken` spans are left out, `first` and `last` are the days within which it has to be.
    """
    today = now.astimezone(zone).date()
    earliest = now.astimezone(UTC) + timedelta(hours=terms.notice_hours)
    day = max(today, first or today)
    end = min(today + timedelta(days=terms.days_ahead), last or date.max)
    busy = [(begins.astimezone(UTC), ends.astimezone(UTC)) for begins, ends in taken]
    found: list[datetime] = []
    while day <= end:
        for begins in _beginnings(day, _open(day, weekly, otherwise), terms.minutes, zone):
            over = begins + timedelta(minutes=terms.minutes)
            if begins >= earliest and not any(begins < until and since < over for since, until in busy):
                found.append(begins)
        day += timedelta(days=1)
    return found


def _open(day: date, weekly: Sequence[Weekly], otherwise: Sequence[Otherwise]) -> _Minutes:
    """The day's open spans, joined where they meet, without what is closed."""
    said = [one for one in otherwise if one.day == day]
    spans = [_minutes(one.begins, one.ends) for one in said if one.opened]
    if not spans and day not in holidays(day.year):
        spans = [_minutes(one.begins, one.ends) for one in weekly if one.weekday == day.weekday()]
    open_ones: _Minutes = []
    for begins, ends in sorted(spans):
        if open_ones and begins <= open_ones[-1][1]:
            open_ones[-1] = (open_ones[-1][0], max(open_ones[-1][1], ends))
        else:
            open_ones.append((begins, ends))
    for shut, until in (_minutes(one.begins, one.ends) for one in said if not one.opened):
        pieces = [
            piece for begins, ends in open_ones for piece in ((begins, min(ends, shut)), (max(begins, until), ends))
        ]
        open_ones = [(begins, ends) for begins, ends in pieces if begins < ends]
    return open_ones


def _minutes(begins: time | None, ends: time | None) -> tuple[int, int]:
    if begins is None or ends is None:
        return (0, 24 * 60)
    return (begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)


def _beginnings(day: date, spans: _Minutes, minutes: int, zone: tzinfo) -> Iterable[datetime]:
    """One booking after the other in each span, as far as the clock goes that day."""
    free_from: datetime | None = None
    for begins, ends in spans:
        for at in range(begins, ends - minutes + 1, minutes):
            moment = _moment(day, at, zone)
            if moment is None or (free_from is not None and moment < free_from):
                continue  # the hour does not exist that day, or the one before lasts into it by the clock
            last = (moment + timedelta(minutes=minutes - 1)).astimezone(zone)
            if last.date() == day and last.hour * 60 + last.minute < ends:
                free_from = moment + timedelta(minutes=minutes)
                yield moment


def _moment(day: date, at: int, zone: tzinfo) -> datetime | None:
    """The moment a clock first shows a time of a day; None when it never does."""
    wall = datetime.combine(day, time(at // 60, at % 60))
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == wall else None


def holidays(year: int) -> frozenset[date]:
    """Norway's public holidays: the fixed ones, and those that follow Easter (by the Gregorian rule of Meeus and Jones)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    easter = date(year, month, day + 1)
    moving = (-3, -2, 0, 1, 39, 49, 50)
    fixed = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
    return frozenset(
        (*(easter + timedelta(days=days) for days in moving), *(date(year, month, day) for month, day in fixed))
    )

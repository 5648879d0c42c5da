"""Free times on the clock, also in the weeks the clocks change, checked against a slow and obvious twin."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.openings import Otherwise, Span, Terms, Weekly, holidays, openings

OSLO = ZoneInfo("Europe/Oslo")
AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
EVERY_DAY = [Weekly(weekday, time(9), time(11)) for weekday in range(7)]


def shown(moments: list[datetime]) -> list[str]:
    return [f"{moment.astimezone(OSLO):%d.%m %H:%M%z}" for moment in moments]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), OSLO)


def test_nine_o_clock_stays_nine_o_clock_in_the_week_the_clocks_go_back() -> None:
    terms = Terms(60, notice_hours=0, days_ahead=3)
    found = openings(EVERY_DAY, [], terms, now=noon(AUTUMN - timedelta(days=2)), zone=OSLO)
    assert shown(found) == [
        "24.10 09:00+0200", "24.10 10:00+0200", "25.10 09:00+0100", "25.10 10:00+0100", "26.10 09:00+0100", "26.10 10:00+0100",
    ]  # fmt: skip
    assert [
        (after - before).total_seconds() / 3600 for before, after in zip(found[::2], found[2::2], strict=False)
    ] == [25, 24]


def test_and_in_the_week_they_go_forward() -> None:
    found = openings(
        EVERY_DAY,
        [Otherwise(SPRING, True, time(9), time(10))],
        Terms(60, 0, 3),
        now=noon(SPRING - timedelta(days=1)),
        zone=OSLO,
    )
    assert shown(found)[0] == "28.03 09:00+0200", "a day that is opened although it is Easter Sunday"


@pytest.mark.parametrize(
    ("day", "begins", "ends", "expected"),
    [
        # 02:00–03:00 does not exist: nothing begins there, nothing lasts longer than it says
        (SPRING, time(1), time(5), ["28.03 01:00+0100", "28.03 03:00+0200", "28.03 04:00+0200"]),
        (SPRING, time(2), time(3), []),
        (SPRING, time(1, 30), time(2, 30), []),
        # 02:00–03:00 exists twice: it is offered once
        (AUTUMN, time(1), time(5), ["25.10 01:00+0200", "25.10 02:00+0200", "25.10 03:00+0100", "25.10 04:00+0100"]),
        (AUTUMN, time(2), time(3), ["25.10 02:00+0200"]),
    ],
)  # fmt: skip
def test_hours_that_do_not_exist_or_exist_twice(day: date, begins: time, ends: time, expected: list[str]) -> None:
    found = openings(
        [], [Otherwise(day, True, begins, ends)], Terms(60, 0, 2), now=noon(day - timedelta(days=1)), zone=OSLO
    )
    assert shown(found) == expected


def test_other_days_notice_and_what_is_taken() -> None:
    monday = date(2026, 11, 2)
    week = [Weekly(0, time(9), time(12)), Weekly(0, time(13), time(15))]
    now, terms = datetime(2026, 10, 30, 8, tzinfo=OSLO), Terms(60, 24, 10)

    def times(
        *otherwise: Otherwise, now: datetime = now, taken: tuple[Span, ...] = (), terms: Terms = terms
    ) -> list[str]:
        found = openings(week, otherwise, terms, now=now, zone=OSLO, taken=taken, last=monday)
        return [f"{one.astimezone(OSLO):%H:%M}" for one in found]

    assert times() == ["09:00", "10:00", "11:00", "13:00", "14:00"]
    assert times(Otherwise(monday)) == []
    assert times(Otherwise(monday, False, time(10), time(10, 30))) == ["09:00", "10:30", "13:00", "14:00"]
    assert times(Otherwise(monday, True, time(17), time(18))) == ["17:00"]
    assert times(Otherwise(monday, True, time(17), time(18)), Otherwise(monday)) == []
    ten = datetime(2026, 11, 2, 9, 30, tzinfo=OSLO)
    assert times(taken=((ten, ten + timedelta(hours=1)),)) == ["11:00", "13:00", "14:00"]
    assert times(now=datetime(2026, 11, 1, 10, 30, tzinfo=OSLO)) == ["11:00", "13:00", "14:00"]
    assert times(terms=Terms(60, 24, 2)) == []
    assert openings(week, [], terms, now=now, zone=OSLO, first=date(2026, 11, 3), last=date(2026, 11, 8)) == []


def test_public_holidays_are_closed_unless_one_opens_them() -> None:
    assert {date(2026, 4, 2), date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 17), date(2026, 5, 25)} <= holidays(
        2026
    )
    assert len(holidays(2026)) == 12
    assert {date(2027, 3, 25), date(2027, 3, 28), date(2027, 3, 29)} <= holidays(2027)
    assert date(2038, 4, 25) in holidays(2038), "the latest Easter there is"
    day = date(2026, 12, 25)
    week = [Weekly(day.weekday(), time(9), time(10))]
    assert openings(week, [], Terms(60, 0, 1), now=noon(day - timedelta(days=1)), zone=OSLO) == []
    opened = [Otherwise(day, True, time(9), time(10))]
    assert len(openings(week, opened, Terms(60, 0, 1), now=noon(day - timedelta(days=1)), zone=OSLO)) == 1


# --- the slow and obvious twin: it looks at the clock minute by minute ---


def looked_up(
    weekly: list[Weekly], otherwise: list[Otherwise], terms: Terms, now: datetime, taken: list[Span]
) -> list[datetime]:
    today = now.astimezone(OSLO).date()
    found = []
    for number in range(terms.days_ahead + 1):
        day = today + timedelta(days=number)
        midnight = datetime.combine(day, time(), OSLO).astimezone(UTC)
        clock = [midnight + timedelta(minutes=minute) for minute in range(25 * 60)]
        wall = {moment: moment.astimezone(OSLO) for moment in clock}
        clock = [moment for moment in clock if wall[moment].date() == day]
        said = [one for one in otherwise if one.day == day]

        def within(minute: int, begins: time | None, ends: time | None) -> bool:
            return begins is None or ends is None or begins <= time(minute // 60, minute % 60) < ends

        opened = [one for one in said if one.opened]
        usual = [] if day in holidays(day.year) else [one for one in weekly if one.weekday == day.weekday()]
        is_open = [
            any(within(minute, one.begins, one.ends) for one in (opened or usual))
            and not any(within(minute, one.begins, one.ends) for one in said if not one.opened)
            for minute in range(24 * 60)
        ]
        until = None
        for minute in range(24 * 60):
            begins = minute
            while begins and is_open[begins - 1] and is_open[minute]:
                begins -= 1
            if not is_open[minute] or (minute - begins) % terms.minutes:
                continue
            at = next((one for one in clock if wall[one].hour * 60 + wall[one].minute == minute), None)
            if at is None or (until is not None and at < until):
                continue
            lasts = [wall.get(at + timedelta(minutes=more)) for more in range(terms.minutes)]
            inside = all(one is not None and one.date() == day and is_open[one.hour * 60 + one.minute] for one in lasts)
            unbroken = minute + terms.minutes <= 24 * 60 and all(is_open[minute : minute + terms.minutes])
            if not (inside and unbroken):
                continue
            until = at + timedelta(minutes=terms.minutes)
            if at >= now + timedelta(hours=terms.notice_hours) and all(
                until <= since or at >= over for since, over in taken
            ):
                found.append(at)
    return found


QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
SPANS = st.tuples(QUARTERS, QUARTERS).filter(lambda pair: pair[0] < pair[1])
MOMENTS = st.integers(0, 3 * 96).map(lambda quarters: timedelta(minutes=15 * quarters))


@given(
    start=st.sampled_from([AUTUMN - timedelta(days=1), SPRING - timedelta(days=1), date(2026, 12, 23)]),
    weekly=st.lists(st.tuples(st.integers(0, 6), SPANS), max_size=8),
    others=st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.none() | SPANS), max_size=4),
    minutes=st.sampled_from([15, 30, 45, 60, 90, 180]), notice=st.integers(0, 30), taken=st.lists(st.tuples(MOMENTS, st.integers(1, 12)), max_size=3),
)  # fmt: skip
def test_it_finds_what_looking_at_the_clock_finds(start, weekly, others, minutes, notice, taken) -> None:  # type: ignore[no-untyped-def]
    now = datetime.combine(start, time(0), OSLO).astimezone(UTC)
    week = [Weekly(weekday, *span) for weekday, span in weekly]
    otherwise = [
        Otherwise(start + timedelta(days=days), opened and span is not None, *(span or (None, None)))
        for days, opened, span in others
    ]
    terms = Terms(minutes, notice, 2)
    busy = [(now + after, now + after + timedelta(minutes=15 * quarters)) for after, quarters in taken]
    found = openings(week, otherwise, terms, now=now, zone=OSLO, taken=busy)
    assert found == looked_up(week, otherwise, terms, now, busy)
    assert all(later - earlier >= timedelta(minutes=minutes) for earlier, later in pairwise(found))

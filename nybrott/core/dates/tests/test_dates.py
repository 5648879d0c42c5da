"""Times that do not exist are said and not guessed; a plan is answered with every remark, in three languages."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.core.dates import DatesError, Plan, Step, check, holiday, on_the_clock, working_days
from nybrott.core.openings import holidays
from nybrott.core.sayings import sayings

OSLO = ZoneInfo("Europe/Oslo")
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def at(day: str, hour: int = 12) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), OSLO)


def remarks(*steps: Step, now: datetime = NOW, notice: int = 15, before: int = 10) -> list[tuple[str, str, str]]:
    found = check(Plan(steps, notice, before), OSLO, now)
    for one in found:
        for language in ("nb", "nn", "en"):
            assert one.day.isoformat() in one.said(language)
    return [(one.code, one.level, one.kind) for one in found]


def test_half_past_two_in_the_night_the_clock_goes_forward_does_not_exist() -> None:
    with pytest.raises(DatesError) as trouble:
        on_the_clock(SPRING, time(2, 30), OSLO)
    assert trouble.value.code == "skipped"
    assert trouble.value.said("nb").startswith("Klokka viser aldri 02:30 den 2027-03-28")
    shown = [moment.astimezone(OSLO).strftime("%H:%M %z") for moment in trouble.value.moments]
    assert shown == ["01:30 +0100", "03:30 +0200"]
    for side in ("first", "second"):
        with pytest.raises(DatesError):
            on_the_clock(SPRING, time(2, 30), OSLO, side=side)  # type: ignore[arg-type]


def test_half_past_two_in_the_night_it_goes_back_is_asked_about() -> None:
    with pytest.raises(DatesError) as trouble:
        on_the_clock(AUTUMN, time(2, 30), OSLO)
    assert trouble.value.code == "twice"
    assert "to gonger" in trouble.value.said("nn")
    assert trouble.value.moments == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    assert on_the_clock(AUTUMN, time(2, 30), OSLO, side="first") == trouble.value.moments[0]
    assert on_the_clock(AUTUMN, time(2, 30), OSLO, side="second") == trouble.value.moments[1]


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)) | st.sampled_from([SPRING, AUTUMN]), st.integers(0, 24 * 60 - 1))
def test_a_moment_is_given_when_the_clock_shows_the_time_once_and_only_then(day: date, minute: int) -> None:
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    noon = datetime.combine(day, time(12), UTC)
    # every moment around that day, minute by minute, at which the clock shows it
    guesses = (noon + timedelta(minutes=minute - 720 - shift) for shift in (0, 60, 120, 180))
    shown = sorted(one for one in guesses if one.astimezone(OSLO).replace(tzinfo=None) == wall)
    if len(shown) == 1:
        assert on_the_clock(day, wall.time(), OSLO) == shown[0]
    else:
        with pytest.raises(DatesError) as trouble:
            on_the_clock(day, wall.time(), OSLO)
        assert trouble.value.code == ("twice" if shown else "skipped")
        assert not shown or trouble.value.moments == tuple(shown)


@pytest.mark.parametrize("year", range(2024, 2035))
def test_the_library_and_our_own_reckoning_have_the_same_holidays(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    assert {day for day in days if holiday(day) and day.year == year} == holidays(year)
    known = {texts["nb"] for texts in sayings("dates").texts["holidays"].values()}
    assert {name for day in holidays(year) for name in holiday(day, "nb").split(", ")} <= known


def test_holidays_have_their_names() -> None:
    assert [holiday(date(2027, 3, 25), language) for language in ("nb", "nn", "en")] == [
        "Skjærtorsdag", "Skjertorsdag", "Maundy Thursday",
    ]  # fmt: skip
    assert set(holiday(date(2027, 5, 17), "en").split(", ")) == {"Whit Monday", "Constitution Day"}
    assert holiday(date(2027, 3, 24)) == ""


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(-5, 400))
def test_working_days_are_counted_as_one_counts_them(first: date, more: int) -> None:
    last, count, day = first + timedelta(days=more), 0, first
    while day < last:
        day += timedelta(days=1)
        if day.weekday() not in (5, 6) and day not in holidays(day.year):
            count += 1
    assert working_days(first, last) == count


GOOD = (
    Step("announced", at("2026-11-03")),
    Step("registration", at("2026-11-25")),
    Step("conference", at("2026-11-27", 9)),
    Step("meetings", at("2026-12-02", 9)),
    Step("input", at("2026-12-09")),
    Step("summary", at("2026-12-16", 20)),
    Step("competition", at("2027-01-11")),
)


def test_a_good_plan_has_no_remark_in_whatever_order_it_is_told() -> None:
    assert remarks(*GOOD) == []
    assert remarks(*reversed(GOOD)) == []
    assert remarks() == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([Step("conference", at("2026-11-27"))], [("no_announcement", "amber", "conference")]),
        ([GOOD[0], Step("conference", at("2026-11-16"))], [("too_soon", "amber", "conference")]),
        ([GOOD[0], Step("conference", at("2026-11-10"))], [("too_soon", "red", "conference")]),
        ([GOOD[0], Step("conference", at("2026-12-25"))], [("holiday", "red", "conference")]),
        ([GOOD[0], Step("conference", at("2026-11-28"))], [("weekend", "amber", "conference")]),
        ([GOOD[0], Step("input", at("2026-12-28"))], [("away", "amber", "input")]),
        ([GOOD[0], Step("input", at("2027-01-01"))], [("holiday", "red", "input")]),
        ([GOOD[0], Step("input", at("2027-07-14"))], [("away", "amber", "input")]),
        ([GOOD[0], Step("meetings", at("2027-03-23"))], [("away", "amber", "meetings")]),
        ([GOOD[0], Step("meetings", at("2027-03-31"))], []),
        ([GOOD[0], Step("input", at("2026-12-09", 23))], [("hour", "amber", "input")]),
        ([GOOD[0], Step("input", at("2026-12-09", 16))], []),
        ([GOOD[0], Step("conference", at("2026-10-27"))], [("order", "red", "conference"), ("past", "red", "conference")]),
        ([*GOOD[:3], Step("competition", at("2026-12-02"))], [("too_close", "amber", "competition")]),
        ([GOOD[0], GOOD[4], Step("competition", at("2026-12-08"))], [("too_close", "amber", "competition"), ("order", "red", "input")]),
        ([GOOD[0], GOOD[2], Step("registration", at("2026-11-30"))], [("order", "red", "registration")]),
        ([GOOD[0], Step("conference", at("2036-11-25"))], [("far", "red", "conference")]),
        ([Step("announced", at("2020-11-02"))], [("far", "red", "announced")]),
    ],
)  # fmt: skip
def test_each_remark_by_an_example(steps: list[Step], expected: list[tuple[str, str, str]]) -> None:
    assert remarks(*steps) == expected


def test_what_is_enough_is_for_those_who_plan_to_say() -> None:
    soon = (GOOD[0], Step("conference", at("2026-11-16")))
    assert remarks(*soon, notice=9) == []
    (remark,) = check(Plan(soon), OSLO, NOW)
    assert remark.said("nn") == (
        "Konferansen (2026-11-16) kjem 9 arbeidsdagar etter kunngjeringa; 15 gir fleire sjansen til å bli med."
    )
    (remark,) = check(Plan((GOOD[0], Step("conference", at("2026-12-25")))), OSLO, NOW)
    assert remark.said("en") == "The conference (2026-12-25) falls on a public holiday: Christmas Day."


@given(
    st.lists(
        st.builds(
            Step,
            st.sampled_from(
                ["announced", "registration", "conference", "meetings", "input", "questions", "summary", "competition"]
            ),
            st.integers(0, 14_000).map(lambda hours: NOW.astimezone(OSLO) + timedelta(hours=hours - 3_600)),
        ),
        max_size=9,
    ),
    st.permutations(range(9)),
)
def test_no_plan_breaks_it_and_the_order_it_is_told_in_changes_nothing(steps: list[Step], mixed: list[int]) -> None:
    found = remarks(*steps)
    assert found == remarks(*(steps[place] for place in mixed if place < len(steps)))
    assert ("past" in {code for code, _level, _kind in found}) == any(
        step.at < NOW and step.kind != "announced" for step in steps
    )

"""A plan held against the calendar: every remark at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from nybrott.core.dates.clock import holiday, working_days
from nybrott.core.sayings import sayings

Kind = Literal["announced", "registration", "conference", "meetings", "input", "questions", "summary", "competition"]
Level = Literal["red", "amber"]
ORDER: tuple[Kind, ...] = (
    "announced",
    "registration",
    "conference",
    "meetings",
    "input",
    "questions",
    "summary",
    "competition",
)
EVENTS, DEADLINES = ("conference", "meetings"), ("registration", "input", "questions")
MAUNDY_THURSDAY = "Skjærtorsdag"
FURTHEST = 3 * 366  # days a plan may stretch over


@dataclass(frozen=True, slots=True)
class Step:
    """A day in the plan. `kind`: announced, registration (closes), conference, meetings, input (due), questions (due), summary (published),
    competition (announced). `at`: the moment, which knows its zone."""

    kind: Kind
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a dialogue, in any order, each kind as often as it happens. `notice`: working days from the announcement to an event or a
    deadline (three weeks is what municipalities that were pleased with theirs gave); `before`: working days from the last thing asked of
    suppliers to the competition, so that there is time to use what was learnt."""

    steps: tuple[Step, ...]
    notice: int = 15
    before: int = 10


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a plan. `code`: order, past, far, too_soon, too_close, holiday, weekend, away, hour, no_announcement; `kind` and `day`: the step;
    `facts`: what the sentence tells besides."""

    code: str
    level: Level
    kind: Kind
    day: date
    facts: tuple[tuple[str, str], ...] = ()

    def said(self, language: str, day: str = "") -> str:
        """The remark as a sentence; `day`: the day in the reader's words, else as 2026-12-25."""
        words = sayings("dates")
        facts = dict(self.facts)
        if self.code == "holiday":
            facts["name"] = holiday(self.day, language)
        if "other" in facts:
            facts["other"] = words.say("steps", facts["other"], language)
        step = words.say("steps", self.kind, language)
        return words.say("remarks", self.code, language, step=step, day=day or self.day.isoformat(), **facts)


def check(plan: Plan, zone: tzinfo, now: datetime) -> tuple[Remark, ...]:
    """What is to be said of a plan, by the clock of a zone, as things stand now; in the order of the days, red ones first on each."""
    steps = sorted(plan.steps, key=lambda step: (step.at, ORDER.index(step.kind)))
    days = [(step, step.at.astimezone(zone)) for step in steps]
    found = [remark for step, at in days for remark in _alone(step, at, now)]
    found += _order(days)
    if not any(remark.code == "far" for remark in found):
        found += _distances(plan, days)
    return tuple(sorted(set(found), key=lambda one: (one.day, one.level != "red", ORDER.index(one.kind), one.code)))


def _alone(step: Step, at: datetime, now: datetime) -> Iterator[Remark]:
    """What can be said of a step by itself."""
    day = at.date()
    if step.at < now and step.kind != "announced":
        yield Remark("past", "red", step.kind, day)
    if abs((step.at - now).days) > FURTHEST:
        yield Remark("far", "red", step.kind, day)
        return  # the library knows holidays of years near us
    is_asked = step.kind in (*EVENTS, *DEADLINES)
    if is_asked and holiday(day):
        yield Remark("holiday", "red", step.kind, day)
    elif is_asked and day.weekday() >= 5:
        yield Remark("weekend", "amber", step.kind, day)
    elif is_asked and (why := _away(day)):
        yield Remark("away", "amber", step.kind, day, (("when", why),))
    minutes = at.hour * 60 + at.minute
    if is_asked and not 8 * 60 <= minutes <= 16 * 60:
        yield Remark("hour", "amber", step.kind, day, (("at", f"{at:%H:%M}"),))


def _away(day: date) -> str:
    """Weeks when many are away: the joint holiday, Christmas, and Easter from Monday on. Their dates, "" on other days."""
    week = day.isocalendar().week
    if day.month == 7 and 28 <= week <= 30:
        return "28–30"
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
        return "52–1"
    thursday = day + timedelta(days=3 - day.weekday())
    return str(week) if holiday(thursday) == MAUNDY_THURSDAY else ""


def _order(days: list[tuple[Step, datetime]]) -> Iterator[Remark]:
    """Steps that stand before one they follow from, or after one they lead to."""
    first: dict[Kind, datetime] = {}
    for step, _at in days:
        first.setdefault(step.kind, step.at)
    for step, at in days:
        if step.kind not in ("announced", "competition") and step.at < first.get("announced", step.at):
            yield Remark("order", "red", step.kind, at.date(), (("other", "announced"),))
        if step.kind != "competition" and "competition" in first and step.at >= first["competition"]:
            yield Remark("order", "red", step.kind, at.date(), (("other", "competition"),))
        if step.kind == "registration" and "conference" in first and step.at > first["conference"]:
            yield Remark("order", "red", step.kind, at.date(), (("other", "conference"),))


def _distances(plan: Plan, days: list[tuple[Step, datetime]]) -> Iterator[Remark]:
    """Steps that leave too little time."""
    announced = next((at.date() for step, at in days if step.kind == "announced"), None)
    asked = [(step, at.date()) for step, at in days if step.kind in (*EVENTS, *DEADLINES)]
    if announced is None and asked:
        yield Remark("no_announcement", "amber", asked[0][0].kind, asked[0][1])
    for step, day in asked:
        if announced and step.kind != "registration" and announced <= day:
            left = working_days(announced, day)
            if left < plan.notice:
                level: Level = "red" if left < plan.notice // 2 else "amber"
                yield Remark("too_soon", level, step.kind, day, (("days", str(left)), ("enough", str(plan.notice))))
    competition = next(((step, at.date()) for step, at in days if step.kind == "competition"), None)
    if competition and asked:
        step, last = asked[-1]
        left = working_days(last, competition[1])
        if left < plan.before:
            facts = (("days", str(left)), ("enough", str(plan.before)), ("other", step.kind))
            yield Remark("too_close", "amber", "competition", competition[1], facts)

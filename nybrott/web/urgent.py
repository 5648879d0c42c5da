"""What comes first of all that waits for somebody, and why. Pure: what waits comes in, what is next goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.ui.formats import day as said_day
from nybrott.ui.formats import moment

Kind = Literal["session", "task", "answer", "decision", "step", "beginning"]
SOON = timedelta(hours=2)  # a session that begins within this comes before everything
NEAR = timedelta(days=7)  # a task due within this comes before what has no day; no session further off is next


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody. A session has `begins_at` and `ends_at`, a task may have `due_on`; `about` says of what."""

    kind: Kind
    title: str
    url: str
    about: str = ""
    due_on: date | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None


def most_urgent(waiting: Iterable[Waiting], now: datetime) -> Waiting | None:
    """The one next step: a session about to begin, then the task that is longest late, then who waits for an answer or a decision, then a
    session later today, tasks due today and this week, the next step of a challenge, the first steps here, later tasks and those without a
    day; where nothing of that is, a session of this week. `now` is in the reader's own time zone. Of two alike the earlier, then the first given."""
    ranked = [(place[0], place[1], number, one) for number, one in enumerate(waiting) if (place := _place(one, now))]
    return min(ranked, key=lambda one: one[:3])[3] if ranked else None


def _place(one: Waiting, now: datetime) -> tuple[int, float] | None:
    """How early it comes and, among those alike, its time; None for what is over or not near enough to be next."""
    today = now.date()
    if one.kind == "session":
        if one.begins_at is None or one.ends_at is None or one.ends_at <= now or one.begins_at.date() > today + NEAR:
            return None
        place = 0 if one.begins_at <= now + SOON else 3 if one.begins_at.date() == today else 10
        return place, one.begins_at.timestamp()
    if one.kind == "task" and one.due_on is not None:
        days = (one.due_on - today).days
        return (1 if days < 0 else 4 if days == 0 else 5 if one.due_on <= today + NEAR else 8), days
    return {"answer": 2, "decision": 2, "step": 6, "beginning": 7, "task": 9}[one.kind], 0


def reason(one: Waiting, now: datetime) -> str:
    """Why it is first, as a sentence that begins with "because"."""
    if one.kind == "session" and one.begins_at is not None:
        if one.begins_at.date() > now.date():
            return _("because it is the first in your calendar: %(when)s") % {"when": moment(one.begins_at)}
        said = _("because it has begun") if one.begins_at <= now else _("because it begins at %(time)s today")
        return said % {"time": f"{one.begins_at:%H:%M}"}
    if one.kind == "task" and one.due_on is not None:
        days = (one.due_on - now.date()).days
        if days < 0:
            late = ngettext("because it was due a day ago", "because it was due %(days)s days ago", -days)
            return late % {"days": -days}
        if days == 0:
            return _("because it is due today")
        return _("because it is due on %(day)s") % {"day": said_day(one.due_on)}
    return {
        "answer": _("because someone is waiting for your answer"),
        "decision": _("because it is waiting for your decision"),
        "step": _("because it is the next step of a challenge you work on"),
        "beginning": _("because it brings you from nothing to a first challenge"),
        "task": _("because nothing else has a nearer day"),
    }[one.kind]

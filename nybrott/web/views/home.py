"""The page one comes to: the one next step on top, then what waits, what is soon, and what happened since last time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nybrott.challenges.queries import MyStep, my_steps
from nybrott.core.actor import Actor
from nybrott.desk.actions import note_visit, put_beginning_away
from nybrott.desk.models import Task
from nybrott.desk.queries import drafts_of, imports_under_way, tasks_in
from nybrott.guidance.queries import CalendarEvent, calendar_of
from nybrott.journal.queries import Wanted, narrowed, sentence
from nybrott.leaders.queries import Wait, own_waits
from nybrott.leaders.rules import may_see
from nybrott.people.models import Organisation, User
from nybrott.renewals.queries import Found, buyer_of, found_of, window_of
from nybrott.renewals.rules import may_judge
from nybrott.search.queries import moved_since
from nybrott.ui.asking import who
from nybrott.ui.thread import NextStep
from nybrott.web.beginning import Beginning, beginning_of
from nybrott.web.urgent import Waiting, most_urgent, reason

SHOWN = 7  # of each thing
SESSIONS, RADAR = 5, 3
AHEAD = timedelta(days=21)  # sessions this near are shown
MONTHS = (6, 24)  # contracts that end in so many months
LONG_AGO = timedelta(days=14)  # what "lately" is for who is here for the first time
_FILES = {"guidance": "guidance:event", "workshop": "workshops:calendar", "gathering": "gatherings:calendar"}


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """My next step, tasks, sessions, contracts that run out, drafts, and what happened since I was here."""
    actor, now = who(request), timezone.now()
    standing = getattr(request, "standing", None)
    shown: dict[str, Any] = {"organisation": standing.organisation if standing else None}
    if standing is None or standing.organisation is None:
        return render(request, "web/home.html", shown)
    today, visit = timezone.localdate(now), note_visit(actor=actor, now=now)
    tasks, steps, sessions = tasks_in(actor, "mine", today), my_steps(actor, limit=SHOWN), _sessions(request.user, now)
    begins = beginning_of(actor)
    waits = [one for one in own_waits(actor, standing.organisation, now) if one.url not in {step.url for step in steps}]
    away = visit is None or visit.beginning_hidden_at is not None
    since = (visit.before_at if visit else None) or now - LONG_AGO
    shown |= {
        "step": _next(_waiting(tasks[:SHOWN], steps, sessions, begins, waits), now),
        "waits": waits[:SHOWN],
        "tasks": [(task, bool(task.due_on and task.due_on < today)) for task in tasks[:SHOWN]],
        "leads": bool(may_see(actor)),
        "waiting": tasks.count(),
        "steps": steps,
        "sessions": [(one, _file(one)) for one in sessions],
        "radar": _radar(actor, standing.organisation, today),
        "beginning": begins if _is_for(begins) and not away else None,
        "beginning_away": _is_for(begins) and away,
        "drafts": drafts_of(actor)[:SHOWN],
        "imports": imports_under_way(actor)[:SHOWN],
        "since": visit.before_at if visit else None,
        "moved": moved_since(actor, since, now),
        "lately": [(entry.at, sentence(entry)) for entry in narrowed(actor, Wanted())[:SHOWN]],
    }
    return render(request, "web/home.html", shown)


@require_POST
def beginning(request: HttpRequest) -> HttpResponse:
    """Put the list of first steps away, or take it out again."""
    away = request.POST.get("away") == "yes"
    put_beginning_away(actor=who(request), away=away, now=timezone.now())
    if away:
        messages.success(request, _("The first steps are hidden. You will find them at the foot of this page."))
    return redirect("home")


def _is_for(begins: Beginning) -> bool:
    """The list is for those who may take any of what is left."""
    return any(one.url and not one.done for one in begins.steps)


def _sessions(user: object, now: datetime) -> list[CalendarEvent]:
    found = calendar_of(user, now) if isinstance(user, User) else []
    near = [one for one in found if not one.cancelled and one.ends_at > now and one.starts_at <= now + AHEAD]
    return sorted(near, key=lambda one: (one.starts_at, one.uid))[:SESSIONS]


def _file(one: CalendarEvent) -> str:
    """Where an event is taken along as a file for a calendar; its name says what it is of."""
    kind, _dash, number = one.uid.partition("@")[0].partition("-")
    return reverse(_FILES[kind], args=[int(number)]) if kind in _FILES and number.isdigit() else ""


def _radar(actor: Actor, organisation: Organisation, today: date) -> list[Found]:
    """Contracts that run out and nobody has said anything of, the most pressing first; for those who may."""
    if not may_judge(actor):
        return []
    buyer = buyer_of(organisation)
    found = found_of(actor, buyer.where if buyer else None, window_of(today, *MONTHS), today, plan=True)
    return [one for one in found if one.mark is None][:RADAR]


def _next(waiting: Iterator[Waiting], now: datetime) -> NextStep | None:
    here = timezone.localtime(now)
    first = most_urgent(waiting, here)
    if first is None:
        return None
    why = reason(first, here)
    return NextStep(first.about, first.title, url=first.url, reason=f"{why[:1].upper()}{why[1:]}.")


def _waiting(
    tasks: "QuerySet[Task]", steps: Sequence[MyStep], sessions: Sequence[CalendarEvent], begins: Beginning, waits: Sequence[Wait]
) -> Iterator[Waiting]:  # fmt: skip
    for task in tasks:
        yield Waiting(
            "task", task.title, reverse("desk:task", args=[task.pk]), task.about_label or _("Task"), due_on=task.due_on
        )
    for one in sessions:
        at, until = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
        yield Waiting("session", one.title, one.url, one.place or _("In your calendar"), begins_at=at, ends_at=until)
    for step in steps:
        if not step.theirs:
            yield Waiting("answer" if step.answer else "step", step.step, step.url, step.challenge.title)
    for wait in waits:
        yield Waiting("decision", wait.what, wait.url, wait.about)
    left = begins.now
    if left is not None and left.url:
        yield Waiting("beginning", left.title, left.url, _("The first steps"))

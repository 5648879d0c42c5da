"""Waves: all of them, and one with how many have answered."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.programme import in_language
from nybrott.core.statistics import FEW
from nybrott.core.verdict import Refused, insist
from nybrott.evaluations import actions, queries, rules
from nybrott.evaluations.models import Wave
from nybrott.evaluations.states import WaveState
from nybrott.evaluations.views.framing import language, tabs, wave_of, way_to, way_to_wave
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import day_year, number, percent
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.thread import NextStep


@require_safe
def waves(request: HttpRequest) -> HttpResponse:
    """All waves of the organisation."""
    actor = who(request)
    page = queries.waves(actor, asked_page(request))
    columns = [
        Column("title", _("Wave")), Column("state", _("State")), Column("days", _("Open")), Column("answered", _("Answered"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(one.title, url=reverse("evaluations:wave", args=[one.pk]), note=one.subject_label),
            one.get_state_display(), f"{day_year(one.opens_on)} – {day_year(one.closes_on)}",
            _rate(*((one.answered, one.people) if one.state == WaveState.CLOSED else (one.done, one.asked))),
        ]
        for one in page.rows
    ]  # fmt: skip
    table = Table(columns, rows, _("Waves"), id="waves", query=query_of(request), pages=Pages(page.number, page.pages, page.total), caption_hidden=True)  # fmt: skip
    shown = {"table": table, "may": rules.may_manage(actor), "both": rules.is_both(actor), "breadcrumbs": way_to()[:0]}
    return render(request, "evaluations/waves.html", shown)


def _rate(done: int, asked: int) -> Cell:
    said = _("%(done)s of %(asked)s") % {"done": number(done), "asked": number(asked)}
    return Cell(said, note=percent(done / asked, 0) if asked >= 20 else "")


@require_safe
def wave(request: HttpRequest, pk: int) -> HttpResponse:
    """One wave: where it stands, what is next, how many have answered."""
    actor, one = wave_of(request, pk)
    done, asked = queries.rate(one)
    today = timezone.localdate()
    may_open = rules.may_open(actor, one, people=asked, today=today)
    shown = {
        "wave": one, "done": done, "asked": asked, "share": percent(done / asked, 0) if asked >= 20 else "", "state": one.get_state_display(),
        "instrument": in_language(one.edition.content["name"], language()), "step": _next(actor, one, asked, today),
        "time": queries.time_in_words(one.edition.read.seconds(language())), "reminders": [date.fromisoformat(day) for day in one.reminders],
        "may": {
            "plan": rules.may_plan(actor, one), "open": may_open, "take_back": rules.may_take_back(actor, one), "close": rules.may_close(actor, one),
            "remind": rules.may_remind(actor, one), "call_off": rules.may_call_off(actor, one), "manage": rules.may_manage(actor),
        },
        "later": one.opens_on > today, "reminded_today": today.isoformat() in one.reminded, "earlier": queries.earlier_of(one), "both": rules.is_both(actor),
        "part_few": 0 < one.part < FEW, "tabs": tabs(one, "evaluations:wave") if rules.may_manage(actor) else [], "breadcrumbs": way_to_wave(one),
    }  # fmt: skip
    return render(request, "evaluations/wave.html", shown)


def _next(actor: Actor, one: Wave, asked: int, today: date) -> NextStep | None:
    evaluator = _("Evaluator")
    manage = rules.may_manage(actor)
    if one.state == WaveState.DRAFT:
        if asked < rules.FEWEST:
            return NextStep(_("No one is asked yet."), _("Say who to ask"), who=evaluator, url=reverse("evaluations:people", args=[one.pk]) if manage else "", reason=manage.reason)  # fmt: skip
        may = rules.may_open(actor, one, people=asked, today=today)
        return NextStep(
            _("It is ready to open."),
            _("Look it over and open it"),
            who=evaluator,
            url="#open" if may else "",
            reason=may.reason,
        )
    if one.state == WaveState.CLOSED:
        return NextStep(
            _("The tables are made."), _("Read what people answered"), url=reverse("evaluations:results", args=[one.pk])
        )
    return None


@require_POST
def wave_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it, take it back, remind, close it, call it off."""
    actor, one = wave_of(request, pk)
    insist(rules.may_manage(actor))
    try:
        said = _stepped(actor, one, request.POST.get("step", ""), timezone.now())
    except Refused as refused:
        # pressed twice, or in two tabs: the page says how it stands
        messages.error(request, refused.reason)
    else:
        if said:
            messages.success(request, said)
    return redirect("evaluations:wave", pk)


def _stepped(actor: Actor, one: Wave, wanted: str, now: datetime) -> str:
    if wanted == "open":
        made = actions.open_wave(actor=actor, wave=one, now=now)
        if made.state == WaveState.PLANNED:
            return _("It opens by itself on %(day)s.") % {"day": day_year(made.opens_on)}
        return _("It is open. Everyone on the list gets a letter with their own link.")
    if wanted == "remind":
        count = actions.remind(actor=actor, wave=one, now=now)
        said = ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", count)
        return said % {"count": count}
    steps = {
        "close": (actions.close_wave, _("It is closed, and the tables are made.")),
        "take_back": (actions.take_back_wave, _("It does not open by itself any more.")),
        "call_off": (actions.call_off_wave, _("It is called off, and its answers are deleted.")),
    }
    if wanted not in steps:
        return ""
    act, done = steps[wanted]
    act(actor=actor, wave=one, now=now)
    return done

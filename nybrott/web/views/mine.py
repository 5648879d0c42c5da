"""One's own part in the programme, a unit leader's people, and how a run stands."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nybrott.core.verdict import insist
from nybrott.gatherings.queries import story_page, teller_of
from nybrott.runs.models import Participation, Run
from nybrott.runs.queries import crumbs, parts
from nybrott.runs.rules import may_run
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import moment, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.web.mine import (
    LeaderPage,
    MentorPart,
    Standing,
    driver_parts,
    leader_page,
    mentor_parts,
    next_of,
    run_standing,
)


@require_safe
@never_cache
def my_part(request: HttpRequest) -> HttpResponse:
    """What I do as a driver, and whom I guide as a mentor."""
    actor, now = who(request), timezone.now()
    drives, guides = driver_parts(actor, now), mentor_parts(actor, now)
    shown = {
        "drives": [(part, _hours(part.minutes, part.budget)) for part in drives],
        "guides": [(part, _guided(part), _hours(part.minutes, part.budget)) for part in guides],
        "step": next_of(actor.user_id, drives, guides),
        "stories": [(story, teller_of(actor, story)) for story in story_page(actor, run=None, kind="", page=1)[:3]],
        "today": timezone.localdate(now),
        "breadcrumbs": (Link(_("Programme"), reverse("runs:runs")), Link(_("My part"))),
    }
    return render(request, "web/mine/part.html", shown)


@require_safe
@never_cache
def my_people(request: HttpRequest) -> HttpResponse:
    """Whom I answer for as a leader: their time, and what came of it."""
    found = leader_page(who(request), timezone.now())
    shown = {
        "leads": found,
        "table": _people(found),
        "breadcrumbs": (Link(_("Programme"), reverse("runs:runs")), Link(_("My people"))),
    }
    return render(request, "web/mine/people.html", shown)


@require_safe
def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """How a run stands: who is where, who came, hours and targets."""
    actor = who(request)
    run = get_object_or_404(Run.objects.visible_to(actor).select_related("organisation", "network", "package"), pk=pk)
    insist(may_run(actor, run))
    found = run_standing(actor, run, timezone.now(), asked_page(request))
    shown = {
        "run": run, "tabs": parts(actor, run, "web:standing"), "found": found, "table": _standing(request, found),
        "breadcrumbs": crumbs(run, _("How it stands")),
    }  # fmt: skip
    return render(request, "web/mine/standing.html", shown)


def _hours(minutes: int, budget: int | None) -> str:
    """Hours used, of how many."""
    used = number(Decimal(minutes) / 60, 1)
    if budget is None:
        return _("%(used)s h used") % {"used": used}
    return _("%(used)s of %(budget)s h used") % {"used": used, "budget": number(budget)}


def _challenge(part: Participation) -> Cell:
    if part.challenge is None:
        return Cell(_("None yet"))
    return Cell(part.challenge.title, reverse("challenges:challenge", args=[part.challenge.pk]))


def _guided(part: MentorPart) -> Table:
    """A mentor's drivers, those who need the mentor most first."""
    columns = [
        Column("name", _("Driver")), Column("needs", _("What they need from you")), Column("challenge", _("Challenge")),
        Column("last", _("Last session")), Column("coming", _("Next session")),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(
                str(one.pairing.driver), reverse("guidance:pair", args=[one.pairing.pk]),
                str(one.pairing.driver.unit or one.pairing.driver.organisation),
            ),
            " ".join(one.needs) or _("Nothing at the moment."),
            _challenge(one.pairing.driver),
            moment(one.last) if one.last else _("None yet"),
            moment(one.coming) if one.coming else _("None booked"),
        ]
        for one in part.guided
    ]  # fmt: skip
    return Table(columns, rows, _("My drivers"), id=f"guided-{part.part.pk}", caption_hidden=True)


def _people(found: LeaderPage) -> Table:
    """A leader's people."""
    columns = [
        Column("name", _("Who")), Column("as", _("As what")), Column("hours", _("Hours used")), Column("sessions", _("Sessions")),
        Column("coming", _("Next session")), Column("challenge", _("Challenge")),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(str(one.part), note=str(one.part.unit or "")),
            Cell(one.part.get_kind_display(), reverse("runs:run", args=[one.part.run_id]), one.part.run.title),
            _hours(one.minutes, one.budget),
            _sessions(one.sessions.held, one.sessions.missed),
            moment(one.sessions.coming) if one.sessions.coming else _("None booked"),
            _challenge(one.part),
        ]
        for one in found.people
    ]
    return Table(columns, rows, _("My people"), id="people", caption_hidden=True)


def _sessions(held: int, missed: int) -> str:
    said = [ngettext("%(n)s held", "%(n)s held", held) % {"n": held}]
    if missed:
        said.append(ngettext("%(n)s missed", "%(n)s missed", missed) % {"n": missed})
    return ", ".join(said)


def _standing(request: HttpRequest, found: Standing) -> Table:
    """The drivers of a run."""
    columns = [
        Column("name", _("Driver")), Column("mentor", _("Mentor")), Column("challenge", _("Challenge")), Column("sessions", _("Sessions")),
        Column("coming", _("Next session")), Column("steps", _("Open steps"), "end"), Column("hours", _("Hours used"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [
            Cell(
                str(one.part),
                reverse("recruiting:part", args=[one.part.pk]),
                str(one.part.unit or one.part.organisation),
            ),
            Cell(str(one.pairing.mentor), note=one.pairing.get_state_display()) if one.pairing else _("No one yet"),
            _challenge(one.part),
            _sessions(one.sessions.held, one.sessions.missed),
            moment(one.sessions.coming) if one.sessions.coming else _("None booked"),
            str(one.steps),
            _hours(one.minutes, None),
        ]
        for one in found.rows
    ]
    pages = Pages(found.page.number, found.page.paginator.num_pages, found.page.paginator.count)
    return Table(columns, rows, _("Drivers"), id="drivers", caption_hidden=True, query=query_of(request), pages=pages)

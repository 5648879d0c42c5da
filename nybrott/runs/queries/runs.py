"""Runs as lists show them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.runs import rules
from nybrott.runs.models import Participation, Run
from nybrott.runs.queries.hung import DOORS, STEPS
from nybrott.runs.states import PartKind, PartState, RunState
from nybrott.ui.formats import day
from nybrott.ui.thread import NextStep

SIZE = 20
OVER = (RunState.ENDED, RunState.CALLED_OFF)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A line of the list. `drivers` and `mentors`: how many take part whom the reader may see."""

    run: Run
    drivers: int
    mentors: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list, of `pages`, with `total` rows in all."""

    rows: tuple[RunRow, ...]
    number: int
    pages: int
    total: int


def runs(actor: Actor, *, over: bool = False, page: int = 1) -> Rows:
    """Runs somebody sees, a page at a time, the newest first: those to come and under way, or those that are over."""
    found = Run.objects.visible_to(actor).select_related("organisation", "network", "package")
    found = found.filter(state__in=OVER) if over else found.exclude(state__in=OVER)
    there = _own(actor) & Q(parts__state__in=(PartState.IN, PartState.DONE))
    counted = found.annotate(
        drivers=Count("parts", filter=there & Q(parts__kind=PartKind.DRIVER)),
        mentors=Count("parts", filter=there & Q(parts__kind=PartKind.MENTOR)),
    )
    cut = Paginator(counted.order_by("-begins_on", "-pk"), SIZE).get_page(page)
    rows = tuple(RunRow(one, *(getattr(one, name) for name in ("drivers", "mentors"))) for one in cut.object_list)
    return Rows(rows, cut.number, cut.paginator.num_pages, cut.paginator.count)


def _own(actor: Actor) -> Q:
    """Parts that are seen: the own people's, and everybody's in a run one leads."""
    own = Q(parts__organisation_id=actor.organisation_id or 0)
    if actor.may("runs.manage"):
        own |= Q(organisation_id=actor.organisation_id or 0)
    return own


@dataclass(frozen=True, slots=True)
class People:
    """How many the reader may see: drivers and mentors who take part, and those who wait for a leader or a place."""

    drivers: int
    mentors: int
    asked: int
    waiting: int


def people_in(actor: Actor, run: Run) -> People:
    """How many take part in a run and wait to. One query."""
    here = Participation.objects.visible_to(actor).filter(run=run)
    there = Q(state__in=(PartState.IN, PartState.DONE))
    counted = here.aggregate(
        drivers=Count("pk", filter=there & Q(kind=PartKind.DRIVER)),
        mentors=Count("pk", filter=there & Q(kind=PartKind.MENTOR)),
        asked=Count("pk", filter=Q(state=PartState.ASKED)),
        waiting=Count("pk", filter=Q(state=PartState.WAITING)),
    )
    return People(**counted)


def next_step(actor: Actor, run: Run, now: datetime) -> NextStep:
    """What comes next, and who can take it."""
    if run.state == RunState.RUNNING and timezone.localdate(now) <= run.ends_on:
        found = next((step for step in (read(actor, run, now) for read in STEPS) if step is not None), None)
        if found is not None:
            return found
        state = _("Under way until %(day)s.") % {"day": day(run.ends_on)}
        return NextStep(state, _("See how far the targets have come"), url=reverse("runs:targets", args=[run.pk]))
    state, step, address = _waits_for(run)
    leads = rules.may_run(actor, run)
    who = _("Those who run programmes in %(organisation)s") % {"organisation": run.organisation}
    return NextStep(state, step, who=who, url=reverse(address, args=[run.pk]) if leads else "", reason=leads.reason)


def _waits_for(run: Run) -> tuple[str, str, str]:
    """(how far it has come, what is done next, where)."""
    if run.state == RunState.PLANNED:
        return _("Planned. No one has been told yet."), _("Call for drivers"), DOORS.get("call", "runs:run")
    if run.state == RunState.RECRUITING:
        begins = _("People are being recruited. It begins %(day)s.") % {"day": day(run.begins_on)}
        return begins, _("Go through the start gate"), "runs:gate"
    if run.state == RunState.RUNNING:
        return _("The last day has passed."), _("End the run"), "runs:end"
    if run.state == RunState.ENDED:
        return _("Ended."), _("Measure what it led to"), "runs:targets"
    return _("Cancelled."), _("Change the dates and plan it again"), "runs:run"

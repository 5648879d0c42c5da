"""The list of goals, one goal with its readings, and both as files."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.goals import actions, feeds, queries, rules
from nybrott.goals.forms import GoalFilter, ReadingForm
from nybrott.goals.models import Goal
from nybrott.goals.states import GoalState
from nybrott.goals.views.drawing import numbered, picture
from nybrott.journal.queries import history_of
from nybrott.people.rules import works_here
from nybrott.ui.asking import asked_page, asked_sort, query_of, who
from nybrott.ui.files import as_file
from nybrott.ui.formats import day_short
from nybrott.ui.sheets import FILE_KINDS, file_of
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 20
TAGS = {GoalState.DECIDED: "accent", GoalState.REACHED: "success", GoalState.NOT_REACHED: "warning"}
SORTS = {"title": "title", "unit": "unit__name", "by": "target_on", "state": "state"}


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Goal]:
    """Who asks and the goal asked for, with what it is now; 404 when they may not see it, 403 for guests."""
    actor = who(request)
    found = Goal.objects.visible_to(actor).with_now().select_related("unit", "owner", "organisation", "replaced_by")
    one = get_object_or_404(found, pk=pk)
    insist(works_here(actor))
    return actor, one


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """What the organisation has decided to reach, with how it stands."""
    actor = who(request)
    insist(works_here(actor))
    form = GoalFilter(request.GET or None, actor=actor)
    wanted = form.wanted() if form.is_bound else {}
    sort = asked_sort(request, list(SORTS), "by")
    order = F(SORTS[sort.removeprefix("-")])
    found = _narrowed(Goal.objects.visible_to(actor), wanted).with_now().select_related("unit")
    page = Paginator(
        found.order_by(order.desc(nulls_last=True) if sort.startswith("-") else order.asc(nulls_last=True), "pk"), SIZE
    ).get_page(asked_page(request))
    columns = [
        Column("title", _("Goal"), sortable=True), Column("unit", _("Unit"), sortable=True), Column("now", _("Now"), "end"), Column("by", _("Target value"), "end", sortable=True),
        Column("stands", _("How it stands")), Column("state", _("Progress"), sortable=True),
    ]  # fmt: skip
    table = Table(
        columns, [_row(one) for one in page], _("Goals"), id="goals-table", swap="goals", sort=sort, query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.paginator.num_pages, page.paginator.count),
    )  # fmt: skip
    shown = {
        "form": form, "table": table, "total": page.paginator.count, "narrowed": bool(wanted), "may_propose": rules.may_propose(actor), "places": queries.places(),
        "kinds": list(FILE_KINDS),
    }  # fmt: skip
    return render(request, "goals/goals.html", shown)


def _narrowed(found: Any, wanted: dict[str, Any]) -> Any:
    if text := wanted.get("text"):
        found = found.filter(Q(title__icontains=text) | Q(why__icontains=text) | Q(how__icontains=text))
    if state := wanted.get("state"):
        found = found.open() if state == "open" else found.filter(state=state)
    return found.filter(unit=wanted["unit"]) if "unit" in wanted else found


def _row(one: Goal) -> list[Cell | str]:
    state = GoalState(one.state)
    return [
        Cell(one.title, url=reverse("goals:goal", args=[one.pk])),
        one.unit.name if one.unit else _("The whole organisation"),
        Cell(queries.shown(one, one.now_value, brief=True), note=day_short(one.now_on) if one.now_on else ""),
        Cell(queries.shown(one, one.target, brief=True), note=day_short(one.target_on) if one.target_on else ""),
        queries.standing_short(one, one.now_value, one.now_on),
        Cell(tag(str(state.label), TAGS.get(state, "neutral"))),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: how it stands, its picture and readings, what works towards it; and a reading to be written in."""
    actor, one = seen(request, pk)
    if request.method != "POST":
        return _page(request, actor, one)
    insist(rules.may_follow(actor, one))
    form = ReadingForm(request.POST, goal=one, today=timezone.localdate())
    if not form.is_valid() or form.found is None:
        return _page(request, actor, one, 422, form=form)
    said = form.cleaned_data
    actions.measure_goal(
        actor=actor, goal=one, value=form.found, on=said["measured_on"], how=said["how"], now=timezone.now()
    )
    messages.success(request, _("The reading is entered."))
    return redirect("goals:goal", pk=one.pk)


def _page(request: HttpRequest, actor: Actor, one: Goal, status: int = 200, **bound: Any) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    readings = list(queries.readings_of(one))
    may = rules.may_follow(actor, one)
    shown = {
        "goal": one, "state": tag(str(one.get_state_display()), TAGS.get(GoalState(one.state), "neutral")), "said": queries.standing_said(one, one.now_value, one.now_on),
        "figure": picture(one, readings), "readings": numbered(one, readings, may=bool(may)), "baseline": queries.baseline_said(one), "target": queries.target_said(one),
        "present": queries.present_said(one, one.now_value, one.now_on), "served": queries.served_by(actor, one), "reviews": list(one.reviews.select_related("said_by")[:10]),
        "step": queries.next_step(actor, one, now, read=bool(readings)), "may": may, "may_decide": rules.may_decide(actor, one), "may_review": rules.may_review(actor, one),
        "may_end": rules.may_end(actor, one, "reach" if one.state == GoalState.DECIDED else "drop"), "form": ReadingForm(goal=one, today=today, initial={"measured_on": today}),
        "history": history_of(actor, one), "kinds": list(FILE_KINDS), "breadcrumbs": queries.crumbs(one), "replaces": list(one.replaces.all()),
    }  # fmt: skip
    return render(request, "goals/goal.html", shown | bound, status=status)


@require_safe
def goals_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as a file."""
    actor = who(request)
    insist(works_here(actor))
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.goals_sheet(actor), kind))


@require_safe
def readings_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A goal's readings as a file, those that were corrected too."""
    _actor, one = seen(request, pk)
    if kind not in FILE_KINDS:
        raise Http404
    return as_file(file_of(feeds.readings_sheet(one), kind))

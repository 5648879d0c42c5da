"""Hours set aside and used, by role and by person; and one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.efforts import feeds, queries
from nybrott.efforts.forms import HoursForm
from nybrott.efforts.queries import Effort
from nybrott.runs import actions
from nybrott.runs.models import Hours, Participation, Run
from nybrott.runs.queries import crumbs, parts
from nybrott.runs.rules import may_run, may_see_efforts, may_write_hours
from nybrott.runs.states import HourKind, PartKind
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, number
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag
from nybrott.ui.tracks import Track, tracks

ROLES: dict[str, Promise] = {
    "driver": gettext_lazy("Drivers"),
    "mentor": gettext_lazy("Mentors"),
    "lead": gettext_lazy("Leading the run"),
}
LEAD = "lead"


def run_of(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    """Who asks and the run asked for; 404 when they may not see it."""
    actor = who(request)
    return actor, get_object_or_404(
        Run.objects.visible_to(actor).select_related("organisation", "network", "package"), pk=pk
    )


def in_hours(minutes: int | None) -> str:
    """Minutes as hours, with a decimal only where there is one."""
    return NONE if minutes is None else number(minutes / 60, 0 if minutes % 60 == 0 else 1)


def _used_of(used: int, budget: int | None) -> str:
    if budget is None:
        return _("%(used)s hours used, none set aside") % {"used": in_hours(used)}
    return _("%(used)s of %(budget)s hours") % {"used": in_hours(used), "budget": in_hours(budget)}


def _chart(found: list[Effort]) -> Chart:
    most = max([1, *(one.used for one in found), *(one.budget or 0 for one in found)])
    rows = [
        Track(str(ROLES[one.role]), _used_of(one.used, one.budget), one.used, one.budget, until=most) for one in found
    ]
    description = _("A line for each role: a bar to the hours used, an upright line at the hours set aside.")
    return tracks(rows, title=_("Hours used and set aside"), description=description)


def _roles_table(found: list[Effort]) -> Table:
    columns = [
        Column("role", _("Role")), Column("people", _("People"), "end"), Column("budget", _("Hours set aside"), "end"), Column("used", _("Hours used"), "end"),
        Column("without", _("Without any"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = [
        [str(ROLES[one.role]), number(one.people), in_hours(one.budget), in_hours(one.used), number(one.without) if one.role != LEAD else NONE]
        for one in found
    ]  # fmt: skip
    budgets = [one.budget for one in found if one.budget is not None]
    rows.append([_("Together"), number(sum(one.people for one in found)), in_hours(sum(budgets)), in_hours(sum(one.used for one in found)), ""])  # fmt: skip
    return Table(columns, rows, _("Hours by role"), id="roles", stack=False, caption_hidden=True)


def _people_table(request: HttpRequest, actor: Actor, run: Run) -> Table:
    page, found = queries.people_hours(actor, run, asked_page(request))
    rows: list[list[Cell | str]] = []
    for one in found:
        silent = str(tag(_("No hours"), "warning")) if not one.used else in_hours(one.used)
        where = str(one.part.unit or one.part.organisation)
        rows.append(
            [
                Cell(one.part.user.name, note=where),
                str(PartKind(one.part.kind).label),
                in_hours(one.budget),
                Cell(silent),
            ]
        )
    columns = [Column("name", _("Name")), Column("role", _("As what")), Column("budget", _("Hours set aside"), "end"), Column("used", _("Hours used"), "end")]  # fmt: skip
    pages = Pages(page.number, page.paginator.num_pages, page.paginator.count)
    return Table(
        columns,
        rows,
        _("Hours by person, mentors first"),
        id="people",
        query=query_of(request),
        pages=pages,
        caption_hidden=True,
    )


def _places(actor: Actor, run: Run, own: list[Participation]) -> list[tuple[str, object]]:
    """What somebody can write hours in: their parts, and leading the run."""
    found: list[tuple[str, object]] = [
        (str(part.pk), PartKind(part.kind).label) for part in own if may_write_hours(actor, run, part)
    ]
    if may_run(actor, run) and may_write_hours(actor, run, None):
        found.append((LEAD, ROLES[LEAD]))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own hours; and for those who run programmes everybody's, by role and by person."""
    actor, run = run_of(request, pk)
    now = timezone.now()
    own, last = queries.mine(actor, run)
    places, today = _places(actor, run, own), timezone.localdate(now)
    form = HoursForm(
        request.POST or None,
        parts=places,
        today=today,
        initial={"used_on": today, "part": places[0][0] if places else ""},
    )
    if request.method == "POST":
        if not places:
            insist(may_write_hours(actor, run, own[0] if own else None))
        if form.is_valid():
            said = dict(form.cleaned_data)
            place, minutes = said.pop("part"), said.pop("hours")
            part = next((one for one in own if str(one.pk) == place), None)
            actions.write_hours(actor=actor, run=run, part=part, minutes=minutes, now=now, **said)
            messages.success(request, _("Saved."))
            return redirect("efforts:hours", pk=run.pk)
    sees = may_see_efforts(actor, run)
    shown: dict[str, Any] = {
        "form": form if places else None,
        "last": last,
        "sees": sees,
    }
    if sees:
        shown |= _everybody(request, actor, run)
    around = {"run": run, "tabs": parts(actor, run, "efforts:hours"), "breadcrumbs": crumbs(run, _("Hours"))}
    return render(request, "efforts/hours.html", around | shown, status=422 if form.errors else 200)


def _everybody(request: HttpRequest, actor: Actor, run: Run) -> dict[str, Any]:
    found = queries.efforts(actor, run)
    mentors = next((one for one in found if one.role == "mentor"), None)
    n = mentors.without if mentors else 0
    return {
        "chart": _chart(found), "roles": _roles_table(found), "people": _people_table(request, actor, run),
        "silent": ngettext("%(n)s mentor has no hours yet.", "%(n)s mentors have no hours yet.", n) % {"n": n} if n else "",
        "kinds": [(HourKind(kind).label, in_hours(minutes)) for kind, minutes in queries.hour_kinds(actor, run)],
        "files": [(kind.upper(), reverse("efforts:hours_file", args=[run.pk, kind])) for kind in feeds.KINDS],
    }  # fmt: skip


@require_safe
def hours_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Everybody's hours as a file."""
    actor, run = run_of(request, pk)
    insist(may_see_efforts(actor, run))
    if kind not in feeds.KINDS:
        raise Http404
    made = feeds.hours_file(actor, run, kind)
    return HttpResponse(
        made.content,
        content_type=made.content_type,
        headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
    )


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out hours one wrote."""
    actor = who(request)
    one = get_object_or_404(Hours.objects.visible_to(actor).select_related("part__run", "run"), pk=pk)
    run = one.of
    actions.take_hours_out(actor=actor, hours=one, now=timezone.now())
    messages.success(request, _("The hours are taken out."))
    return redirect("efforts:hours", pk=run.pk)

"""The list of runs, and the run itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from nybrott.runs import queries, rules
from nybrott.runs.models import Run
from nybrott.runs.states import RunState
from nybrott.runs.views.framing import crumbs, drawn, seen
from nybrott.ui.asking import asked_page, query_of, who
from nybrott.ui.formats import day_short, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

ROLES = (
    ("driver", gettext_lazy("Each driver")),
    ("mentor", gettext_lazy("Each mentor")),
    ("lead", gettext_lazy("Leading the run")),
)
KINDS = {
    RunState.RECRUITING: "info",
    RunState.RUNNING: "accent",
    RunState.ENDED: "success",
    RunState.CALLED_OFF: "warning",
}


def state_tag(run: Run) -> str:
    """How far a run has come, as a tag."""
    state = RunState(run.state)
    return str(tag(str(state.label), KINDS.get(state, "neutral")))


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Runs of the own organisation and of its networks."""
    actor, over = who(request), request.GET.get("when") == "over"
    page, here = queries.runs(actor, over=over, page=asked_page(request)), reverse("runs:runs")
    table = Table(
        [
            Column("title", _("Run of a programme")), Column("when", _("When")), Column("state", _("State")),
            Column("drivers", _("Drivers"), "end"), Column("mentors", _("Mentors"), "end"),
        ],
        [
            [
                Cell(one.title, reverse("runs:run", args=[one.pk]), str(one.network or one.package)),
                f"{day_short(one.begins_on)}–{day_short(one.ends_on)}", Cell(state_tag(one)), number(row.drivers), number(row.mentors),
            ]
            for row, one in ((row, row.run) for row in page.rows)
        ],
        _("Runs, newest first"), query=query_of(request), caption_hidden=True,
        pages=Pages(page.number, page.pages, page.total),
    )  # fmt: skip
    shown: dict[str, Any] = {
        "table": table, "over": over, "may_plan": rules.may_plan_run(actor), "tabs": queries.places("runs:runs"), "breadcrumbs": crumbs(),
        "whens": [Link(_("Planned and under way"), here, current=not over), Link(_("Over"), f"{here}?when=over", current=over)],
    }  # fmt: skip
    return render(request, "runs/runs.html", shown)


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """A run: how far it has come, what comes next, when, for whom, with how many hours."""
    actor, one = seen(request, pk)
    units = [(str(unit), kind) for kind in ("units", "compared") for unit in getattr(one, kind).order_by("name", "pk")]
    shown: dict[str, Any] = {
        "state": state_tag(one), "step": queries.next_step(actor, one, timezone.now()), "people": queries.people_in(actor, one), "said": queries.said(actor, one),
        "units": [name for name, kind in units if kind == "units"], "compared": [name for name, kind in units if kind == "compared"],
        "reached": queries.targets_of(one), "may_change": rules.may_change_run(actor, one),
        "may_call_off": rules.may_step(actor, one, "call_off"), "may_plan_again": rules.may_step(actor, one, "plan_again"),
        "may_end": rules.may_step(actor, one, "end"),
        "hours": [(label, one.hours[role]) for role, label in ROLES if one.hours.get(role)],
    }  # fmt: skip
    return drawn(request, one, "runs/run.html", "runs:run", **shown)

"""What a run shall reach: the table and the picture, and what one writes about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.runs import actions, queries, rules
from nybrott.runs.actions import Aim
from nybrott.runs.forms import ReadingForm, TargetForm
from nybrott.runs.models import Target
from nybrott.runs.queries import Reached
from nybrott.runs.views.framing import drawn, led, seen
from nybrott.ui.asking import who
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, day_short, number, percent
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table
from nybrott.ui.tracks import Track, tracks

FIELDS = ("name", "how", "unit", "baseline", "baseline_on", "no_baseline", "target")


def _value(value: object) -> str:
    """A number as short as it is exact."""
    if value is None:
        return NONE
    amount = float(value)  # type: ignore[arg-type]
    return number(amount, 0 if amount == int(amount) else 2)


def _drawn(rows: list[Reached]) -> Chart | None:
    shown = [
        Track(
            row.target.name,
            _("%(now)s now · %(target)s as target") % {"now": _value(row.target.now_value), "target": _value(row.target.target)},
            None if row.target.now_value is None else float(row.target.now_value), None if row.target.target is None else float(row.target.target),
            None if row.target.baseline is None else float(row.target.baseline),
        )
        for row in rows
        if row.target.target is not None or row.target.now_value is not None
    ]  # fmt: skip
    description = _(
        "A line for each target: a ring where it was before, a dot where it is now, a vertical line at the value to reach."
    )
    return tracks(shown, title=_("Progress towards the targets"), description=description) if shown else None


def _table(rows: list[Reached]) -> Table:
    columns = [
        Column("name", _("Target")), Column("before", _("Before"), "end"), Column("now", _("Now"), "end"), Column("target", _("Target"), "end"),
        Column("share", _("Of the way"), "end"),
    ]  # fmt: skip
    cells: list[list[Cell | str]] = []
    for row in rows:
        one = row.target
        before = Cell(_value(one.baseline), note=day_short(one.baseline_on) if one.baseline_on else one.no_baseline)
        now = Cell(_value(one.now_value), note=day_short(one.now_on) if one.now_on else "")
        url = reverse("runs:target", args=[one.pk])
        cells.append([Cell(one.name, url, one.unit), before, now, _value(one.target), NONE if row.share is None else percent(row.share, 0)])  # fmt: skip
    return Table(columns, cells, _("Targets of the run"), id="targets", caption_hidden=True)


@require_safe
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    """Every target: before, now, to reach."""
    actor, run = seen(request, pk)
    rows = queries.targets_of(run)
    shown: dict[str, Any] = {"table": _table(rows), "chart": _drawn(rows), "may_change": rules.may_change_run(actor, run)}  # fmt: skip
    return drawn(request, run, "runs/targets.html", "runs:targets", _("Targets"), **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a target."""
    actor, run = led(request, pk)
    insist(rules.may_change_run(actor, run))
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.set_target(actor=actor, run=run, aim=Aim(**form.cleaned_data), now=timezone.now())
        messages.success(request, _("“%(name)s” is a target of the run.") % {"name": made.name})
        return redirect("runs:targets", pk=run.pk)
    shown: dict[str, Any] = {
        "form": form,
        "heading": _("A target"),
        "lead": run.title,
        "back": reverse("runs:targets", args=[run.pk]),
    }
    return drawn(request, run, "runs/form.html", "", _way(run.pk), _("A target"), status=422 if form.errors else 200, **shown)  # fmt: skip


def _way(pk: int) -> Link:
    return Link(_("Targets"), reverse("runs:targets", args=[pk]))


def _target(request: HttpRequest, pk: int) -> tuple[Actor, Target]:
    actor = who(request)
    found = Target.objects.visible_to(actor).select_related("run__organisation", "run__network", "run__package")
    return actor, get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """A target with what it was measured to; those who lead the run write in what it is now."""
    actor, one = _target(request, pk)
    now = timezone.now()
    form = ReadingForm(request.POST or None, today=timezone.localdate(now), initial={"measured_on": timezone.localdate(now)})  # fmt: skip
    if request.method == "POST":
        insist(rules.may_measure(actor, one.run))
        if form.is_valid():
            said = form.cleaned_data
            actions.measure(actor=actor, target=one, value=said["value"], on=said["measured_on"], note=said["note"], now=now)  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("runs:target", pk=one.pk)
    reached = Reached(one, tuple(one.readings.select_related("said_by")), queries.share(one.baseline, one.now_value, one.target))  # fmt: skip
    shown: dict[str, Any] = {
        "target": one, "reached": reached, "chart": _drawn([reached]), "form": form, "may_measure": rules.may_measure(actor, one.run),
        "may_change": rules.may_change_target(actor, one),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return drawn(request, one.run, "runs/target.html", "runs:targets", _way(one.run_id), one.name, status=status, **shown)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def target_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write it anew."""
    actor, one = _target(request, pk)
    insist(rules.may_change_target(actor, one))
    form = TargetForm(request.POST or None, initial={name: getattr(one, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        actions.set_target(actor=actor, run=one.run, target=one, aim=Aim(**form.cleaned_data), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("runs:target", pk=one.pk)
    shown: dict[str, Any] = {"form": form, "heading": _("Change the target"), "lead": one.name, "back": reverse("runs:target", args=[one.pk])}  # fmt: skip
    return drawn(request, one.run, "runs/form.html", "", _way(one.run_id), one.name, status=422 if form.errors else 200, **shown)  # fmt: skip


@require_POST
def target_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out."""
    actor, one = _target(request, pk)
    run = one.run
    actions.remove_target(actor=actor, target=one, now=timezone.now())
    messages.success(request, _("The target has been removed. The journal records what it was."))
    return redirect("runs:targets", pk=run.pk)

"""The map of silent units, what units spend, and the letter to a leader."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.efforts import actions, letters, queries, rules
from nybrott.efforts.forms import NudgeForm, SpendingForm
from nybrott.efforts.queries import UnitRow
from nybrott.efforts.views.hours import run_of
from nybrott.people.models import Unit
from nybrott.runs.models import Run, Spending
from nybrott.runs.queries import crumbs, parts
from nybrott.runs.rules import may_see_efforts
from nybrott.ui.areas import Area, areas
from nybrott.ui.asking import asked_page, query_of
from nybrott.ui.charts import Chart
from nybrott.ui.formats import NONE, day_short, money, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import tag

SIZE = 25


def why(row: UnitRow) -> str:
    """Why a unit stands where it does, in words."""
    said = [
        _("spends among the most")
        if row.big
        else _("spends less than half of the units")
        if row.amount
        else _("no one has said what it spends")
    ]
    said.append(
        ngettext("%(n)s driver", "%(n)s drivers", row.drivers) % {"n": number(row.drivers)}
        if row.drivers
        else _("no driver")
    )
    said.append(
        ", ".join(f"{name}: {number(n)}" for name, n in row.does.items())
        if row.does
        else _("nothing has happened so far")
    )
    return "; ".join(said)


def _chart(run: Run, rows: list[UnitRow]) -> Chart | None:
    known = [row for row in rows if row.amount]
    title = _("What units spend, and which are silent")
    description = _("A field for each unit, as large as what it spends. Silent units are white with a dashed frame.")
    fields = [
        Area(row.unit.name, float(row.amount or 0), money(row.amount, "NOK"), reverse("efforts:spending", args=[run.pk, row.unit.pk]), row.silent)
        for row in known
    ]  # fmt: skip
    return areas(fields, title=title, description=description) if len(known) > 1 else None


def _table(request: HttpRequest, run: Run, rows: list[UnitRow]) -> Table:
    total = max(1, -(-len(rows) // SIZE))
    at = min(asked_page(request), total)
    cells: list[list[Cell | str]] = []
    for row in rows[(at - 1) * SIZE : at * SIZE]:
        state = (
            tag(_("Silent"), "warning")
            if row.silent
            else tag(_("Active"), "success")
            if row.drivers or row.does
            else tag(_("Quiet"))
        )
        step = (
            Cell(_("Write to the leader"), reverse("efforts:nudge", args=[run.pk, row.unit.pk]))
            if row.silent
            else Cell("")
        )
        if row.nudged_at:
            step = Cell(step.text, step.url, _("Written to %(day)s") % {"day": day_short(row.nudged_at)})
        cells.append(
            [
                Cell(row.path, reverse("efforts:spending", args=[run.pk, row.unit.pk]), why(row)), Cell(str(state)),
                Cell(money(row.amount, "NOK") if row.amount is not None else NONE, note=str(row.year or "")), number(row.drivers),
                number(sum(row.does.values())), step,
            ]
        )  # fmt: skip
    columns = [
        Column("unit", _("Unit")), Column("state", _("State")), Column("amount", _("Spends"), "end"), Column("drivers", _("Drivers"), "end"),
        Column("does", _("Has happened"), "end"), Column("step", _("What you can do")),
    ]  # fmt: skip
    return Table(
        columns,
        cells,
        _("Units, silent ones first"),
        query=query_of(request),
        pages=Pages(at, total, len(rows)),
        caption_hidden=True,
    )


def _around(actor: Actor, run: Run, *more: str) -> dict[str, Any]:
    here = Link(_("Silent units"), reverse("efforts:units", args=[run.pk]) if more else "")
    way: tuple[Link | str, ...] = (here, *more)
    return {"run": run, "tabs": parts(actor, run, "efforts:units"), "breadcrumbs": crumbs(run, *way)}


@require_safe
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """Which units spend much and are silent."""
    actor, run = run_of(request, pk)
    insist(may_see_efforts(actor, run))
    rows = queries.unit_rows(actor, run)
    n = sum(row.silent for row in rows)
    shown = {
        "chart": _chart(run, rows), "table": _table(request, run, rows), "known": any(row.amount is not None for row in rows),
        "says": ngettext("%(n)s unit spends much and is silent.", "%(n)s units spend much and are silent.", n) % {"n": number(n)} if n else "",
    }  # fmt: skip
    return render(request, "efforts/units.html", _around(actor, run) | shown)


def _unit(request: HttpRequest, pk: int, unit: int) -> tuple[Actor, Run, Unit]:
    actor, run = run_of(request, pk)
    insist(may_see_efforts(actor, run))
    return actor, run, get_object_or_404(Unit.objects.visible_to(actor), pk=unit)


@require_http_methods(["GET", "HEAD", "POST"])
def spending(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """What a unit spends, year by year, written in by hand."""
    actor, run, one = _unit(request, pk, unit)
    now = timezone.now()
    form = SpendingForm(request.POST or None, initial={"year": timezone.localdate(now).year - 1})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.write_spending(actor=actor, unit=one, year=said["year"], amount=said["amount"], now=now)
        messages.success(request, _("Saved."))
        return redirect("efforts:units", pk=run.pk)
    years = Spending.objects.visible_to(actor).filter(unit=one).select_related("said_by").order_by("-year")
    shown = {"unit": one, "form": form, "years": years[:50], "may_nudge": rules.may_nudge(actor, run, one)}
    return render(
        request, "efforts/spending.html", _around(actor, run, one.name) | shown, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def nudge(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Read, change and send the letter to the unit's leader."""
    actor, run, one = _unit(request, pk, unit)
    insist(rules.may_nudge(actor, run, one))
    now, leaders, last = timezone.now(), queries.leaders_of(one), queries.last_nudge(run, one)
    lately = not rules.may_nudge_again(last, now, again=False)
    first: dict[str, Any] = {}
    if leaders:
        spent = Spending.objects.visible_to(actor).filter(unit=one).order_by("-year").first()
        url = request.build_absolute_uri(reverse("runs:run", args=[run.pk]))
        amount = money(spent.amount, spent.currency) if spent else ""
        subject, body = letters.proposed(leaders[0], one, run, by=actor.name, amount=amount, url=url)
        first = {"leader": leaders[0].pk, "subject": subject, "body": body}
    form = NudgeForm(request.POST or None, leaders=leaders, again=lately, initial=first)
    if request.method == "POST" and leaders and form.is_valid():
        said = {"again": False, **form.cleaned_data}
        allowed = rules.may_nudge_again(last, now, again=said["again"])
        if allowed:
            actions.nudge(actor=actor, run=run, unit=one, now=now, **said)
            messages.success(request, _("The letter is on its way."))
            return redirect("efforts:units", pk=run.pk)
        form.add_error("again", allowed.reason)
    shown = {"unit": one, "form": form, "leaders": leaders, "last": last, "lately": lately}
    return render(
        request, "efforts/nudge.html", _around(actor, run, one.name) | shown, status=422 if form.errors else 200
    )

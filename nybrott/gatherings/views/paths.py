"""A driver's path through the methods, and the indicators of a run."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nybrott.core.verdict import insist
from nybrott.gatherings import actions, queries, rules
from nybrott.gatherings.forms import DeclareForm
from nybrott.gatherings.models import Declared
from nybrott.gatherings.queries import Indicator, Way
from nybrott.gatherings.states import Knowing
from nybrott.gatherings.views.framing import cards_of, cut, part_of, run_of
from nybrott.runs.models import Participation
from nybrott.runs.queries import crumbs, parts
from nybrott.ui import charts, trends
from nybrott.ui.asking import asked_page, who
from nybrott.ui.figures import Figure
from nybrott.ui.formats import day_short, month, number, percent
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table


@require_http_methods(["GET", "HEAD", "POST"])
def path(request: HttpRequest, pk: int) -> HttpResponse:
    """Which methods somebody has learnt, used and taught, and since when. The person says here what no trace shows."""
    actor, part = part_of(request, pk)
    insist(rules.may_read_path(actor, part))
    language, may = get_language() or "nb", rules.may_declare(actor, part)
    form = DeclareForm(request.POST or None, cards=cards_of(actor, language), initial={"since": timezone.localdate()})
    if request.method == "POST":
        insist(may)
        if form.is_valid():
            actions.declare(actor=actor, part=part, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("gatherings:path", pk=part.pk)
    ways = queries.path_of(actor, part, language)
    shown = {
        "part": part, "ways": ways, "form": form if may else None, "table": _table(ways), "pictures": _pictures(part, ways),
        "declared": [(one, queries.names_of_cards(actor, [one.card], language)[one.card]) for one in part.declared.order_by("card", "kind")] if may else [],
        "own": actor.user_id == part.user_id, "breadcrumbs": crumbs(part.run, _("Path of %(name)s") % {"name": part.user.name}),
    }  # fmt: skip
    return render(request, "gatherings/path.html", shown, status=422 if form.is_bound else 200)


def _table(ways: Sequence[Way]) -> Table:
    columns = [Column("name", _("Method")), *(Column(kind.value, str(kind.label)) for kind in Knowing)]
    rows: list[list[Cell | str]] = []
    for way in ways:
        cells: list[Cell | str] = [way.name]
        for trace in (way.learnt, way.used, way.taught):
            cells.append(Cell(day_short(trace.on), note=str(queries.SOURCES[trace.source])) if trace else "–")
        rows.append(cells)
    return Table(columns, rows, caption=_("Methods, and since when"), id="path")


def _pictures(part: Participation, ways: Sequence[Way]) -> list[tuple[str, charts.Chart]]:
    """How many methods by the end of each month, a picture for each way of knowing."""
    shown = queries.months_of(part.run, timezone.now())
    found = []
    for kind, counts in queries.known_by_month(ways, shown).items() if ways and shown else ():
        says = {
            "learnt": ngettext("%(n)s method learnt", "%(n)s methods learnt", counts[-1]),
            "used": ngettext("%(n)s method used", "%(n)s methods used", counts[-1]),
            "taught": ngettext("%(n)s method taught", "%(n)s methods taught", counts[-1]),
        }[kind] % {"n": counts[-1]}
        bars = [trends.Bar(_short(one), count) for one, count in zip(shown, counts, strict=True)]
        found.append((says, trends.bars(bars, title=says, description=_("A bar for each month of the run."))))
    return found


def _short(one: date) -> str:
    return month(one)[:3] + f" {one:%y}"


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it no more."""
    actor = who(request)
    one = get_object_or_404(Declared.objects.visible_to(actor).select_related("part"), pk=pk)
    actions.take_back_declared(actor=actor, declared=one, now=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("gatherings:path", pk=one.part_id)


@require_safe
def spread(request: HttpRequest, pk: int) -> HttpResponse:
    """What spreads from the run: indicators month by month, and for those who lead how far each driver has come."""
    actor, run = run_of(request, pk)
    may = rules.may_see_paths(actor, run)
    whole = run.organisation_id == actor.organisation_id
    found = queries.indicators_of(run, now=timezone.now(), organisation=None if whole else actor.organisation_id)
    page = queries.known_in(actor, run, asked_page(request)) if may else None
    drawn = [(one, _figure(one, hidden=not may and one.key in queries.OF_DRIVERS)) for one in found]
    shown = {
        **(cut(request, page) if page is not None else {}), "run": run, "figures": drawn, "own_part": queries.own_part(actor, run.pk),
        "drivers": list(page) if page is not None else [], "may": may, "whole": whole,
        "tabs": parts(actor, run, "gatherings:spread"), "breadcrumbs": crumbs(run, _("What spreads")),
    }  # fmt: skip
    return render(request, "gatherings/spread.html", shown)


def _figure(one: Indicator, *, hidden: bool) -> Figure | None:
    """An indicator as a picture with its table; None before there is a value. `hidden`: what rests on few people is not shown."""
    values = [value for value in one.values if value.value is not None and not (hidden and value.is_few)]
    if not values:
        return None
    last = values[-1]
    said = {"name": one.name, "value": _said(one, last.value), "month": month(last.month)}
    sentence = _("%(name)s: %(value)s in %(month)s") % said
    rests = _("%(n)s %(what)s") % {"n": number(last.n), "what": one.rests_on}
    few = _("Few: one of them decides it.") if last.is_few else ""
    names = {place: _short(value.month) for place, value in enumerate(values)}
    points = [charts.Point(place, value.value, n=value.n) for place, value in enumerate(values)]
    chart = charts.lines(
        [charts.Series("confirmed", "", points)], title=sentence, unit="share" if one.is_share else "count", names=names,
        description=_("A line by month."),
    )  # fmt: skip
    rows: list[list[Cell | str]] = [[month(value.month), _said(one, value.value), number(value.n)] for value in values]
    columns = [Column("month", _("Month")), Column("value", str(one.name), "end"), Column("n", "n", "end")]
    table = Table(columns, rows, caption=str(one.name), id=f"numbers-{one.key}", stack=False, caption_hidden=True)
    period = f"{month(values[0].month)} – {month(last.month)}"
    return Figure(
        sentence, chart, table, period, rests, Link(_("How this is counted"), f"#means-{one.key}"), uncertainty=few
    )


def _said(one: Indicator, value: float | None) -> str:
    if value is None:
        return "–"
    return percent(value, 0) if one.is_share else number(value, 0 if value == int(value) else 1)

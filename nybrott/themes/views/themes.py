"""The list of themes, one theme, and what it is called."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nybrott.challenges.queries import places
from nybrott.core.verdict import insist
from nybrott.needs.states import NeedState
from nybrott.themes import actions, queries, rules
from nybrott.themes.forms import NameForm, ThemeFilter
from nybrott.themes.queries import Theme, ThemeRow
from nybrott.themes.views.framing import drawn, need_of, people, people_short
from nybrott.ui.asking import asked_page, who
from nybrott.ui.figures import Figure
from nybrott.ui.formats import day_year, number
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.templatetags.ui import safe_svg, tag
from nybrott.ui.trends import Bar, bars, spark


def _trend(now: int, before: int, since: str) -> str:
    """How a theme grew, in a sentence; what is too new for that says so."""
    if not before:
        return _("New: nothing was written before %(day)s.") % {"day": since}
    if now == before:
        said = ngettext("%(n)s need, as a year ago", "%(n)s needs, as a year ago", now)
        return said % {"n": number(now)}
    return _("Up from %(before)s to %(now)s since last year") % {"before": number(before), "now": number(now)}


def _row(row: ThemeRow) -> list[Cell | str]:
    picture = safe_svg(f'<span class="th-spark nb-chart">{spark([count for _end, count in row.grown])}</span>')
    return [
        Cell(row.name, url=reverse("themes:theme", args=[row.key])),
        number(row.needs),
        number(row.units),
        people_short(row.people),
        Cell(picture, note=_trend(row.needs, row.before, day_year(row.since))),
    ]


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """What people across the organisation say together, the largest first."""
    actor = who(request)
    form = ThemeFilter(request.GET or None, actor=actor)
    wanted = form.wanted() if form.is_bound else {}
    page = queries.themes(actor, wanted, now=timezone.now(), page=asked_page(request))
    columns = [
        Column("name", _("Theme")), Column("needs", _("Needs"), "end"), Column("units", _("Units"), "end"),
        Column("people", _("People behind it"), "end"), Column("trend", _("How it grew")),
    ]  # fmt: skip
    table = Table(
        columns, [_row(row) for row in page.rows], _("Themes"), id="themes-table", swap="themes", query=dict(request.GET.lists()),
        pages=Pages(page.number, page.pages, page.total), caption_hidden=True,
    )  # fmt: skip
    shown = {
        "places": places("themes:themes"),
        "form": form,
        "table": table,
        "total": page.total,
        "narrowed": bool(wanted),
    }
    return render(request, "themes/themes.html", shown)


def _quarter(year: int, quarter: int) -> str:
    return _("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": year}


def _grown(theme: Theme) -> Figure:
    """The figure of how a theme grew."""
    since = day_year(theme.since)
    sentence = _trend(len(theme.needs), theme.before, since)
    names = [_quarter(one.year, one.quarter) for one in theme.quarters]
    rows: list[list[Cell | str]] = [
        [label, number(one.needs), people_short(one.people)] for label, one in zip(names, theme.quarters, strict=True)
    ]
    columns = [
        Column("quarter", _("By the end of")),
        Column("needs", _("Needs"), "end"),
        Column("people", _("People behind it"), "end"),
    ]
    chart = bars(
        [Bar(label, one.needs) for label, one in zip(names, theme.quarters, strict=True)],
        title=sentence, description=_("A bar for each quarter: how many of the theme's needs were written by its end."),
    )  # fmt: skip
    return Figure(
        sentence, chart, Table(columns, rows, sentence, id="grown", stack=False, caption_hidden=True), period=f"{names[0]}–{names[-1]}",
        n=people(theme.people), definition=Link(_("How we count"), "#how"),
        uncertainty=_("Few needs: one more or less changes the picture.") if len(theme.needs) < 10 else "",
    )  # fmt: skip


def _needs_table(request: HttpRequest, theme: Theme) -> Table:
    size, number_ = 25, asked_page(request)
    pages = max(1, -(-len(theme.needs) // size))
    at = min(number_, pages)
    rows: list[list[Cell | str]] = [
        [
            Cell(str(one), url=reverse("insights:need", args=[one.pk])),
            one.challenge.unit.name if one.challenge.unit else "",
            Cell(one.challenge.title, url=reverse("challenges:challenge", args=[one.challenge_id])),
            Cell(tag(str(NeedState(one.state).label))),
            people_short(theme.people_of[one.pk]),
        ]
        for one in theme.needs[(at - 1) * size : at * size]
    ]
    columns = [
        Column("need", _("Need")), Column("unit", _("Unit")), Column("challenge", _("Challenge")), Column("state", _("State")),
        Column("people", _("People behind it"), "end"),
    ]  # fmt: skip
    query = dict(request.GET.lists())
    return Table(
        columns,
        rows,
        _("Needs"),
        id="needs",
        query=query,
        pages=Pages(at, pages, len(theme.needs)),
        caption_hidden=True,
    )


@require_safe
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """The theme of a need: who says it, where, and how it grew."""
    actor, need = need_of(request, pk)
    found = queries.theme_of(actor, need, now=timezone.now())
    units = Table(
        [Column("unit", _("Unit")), Column("needs", _("Needs"), "end"), Column("people", _("People behind it"), "end")],
        [[one.name or _("No unit"), number(one.needs), people_short(one.people)] for one in found.units],
        _("Unit by unit"), id="units", caption_hidden=True,
    )  # fmt: skip
    shown = {
        "need": need, "theme": found, "people": people(found.people), "sources": people_short(found.sources), "units": units,
        "needs": _needs_table(request, found), "figure": _grown(found), "may_name": rules.may_name_theme(actor, found.needs or [need]),
        "breadcrumbs": (Link(_("Needs"), reverse("challenges:challenges")), Link(_("Themes"), reverse("themes:themes")), Link(Truncator(found.name).chars(60))),
        **drawn(request, queries.graph_of_need(actor, need)),
    }  # fmt: skip
    return render(request, "themes/theme.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a theme something."""
    actor, need = need_of(request, pk)
    found = queries.theme_of(actor, need, now=timezone.now())
    insist(rules.may_name_theme(actor, found.needs or [need]))
    form = NameForm(request.POST or None, initial={"name": found.name if found.named else ""})
    if request.method == "POST" and form.is_valid():
        actions.name_theme(actor=actor, need=need, name=form.cleaned_data["name"], now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("themes:theme", pk=need.pk)
    way = (
        Link(_("Needs"), reverse("challenges:challenges")), Link(_("Themes"), reverse("themes:themes")),
        Link(Truncator(found.name).chars(60), reverse("themes:theme", args=[need.pk])), Link(_("Name")),
    )  # fmt: skip
    shown = {"need": need, "theme": found, "form": form, "breadcrumbs": way}
    return render(request, "themes/name.html", shown, status=422 if form.is_bound else 200)

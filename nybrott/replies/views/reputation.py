"""Reputation with users: the figures, how they are counted, and as a file."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.challenges.queries import places
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.people.models import Unit
from nybrott.replies import feeds, queries, rules
from nybrott.replies.queries import MEASURES, Figure, Measure, Shown
from nybrott.ui import charts
from nybrott.ui.asking import who
from nybrott.ui.figures import Figure as Drawn
from nybrott.ui.formats import NONE, number, percent
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table

DRAWN = ("heard", "understood", "better")


def _asked(request: HttpRequest) -> tuple[Actor, list[Unit], Unit | None]:
    actor = who(request)
    insist(rules.may_read_reputation(actor))
    units = queries.units_with_figures(actor)
    wanted = request.GET.get("unit", "")
    return actor, units, next((unit for unit in units if str(unit.pk) == wanted), None)


@require_safe
def reputation(request: HttpRequest) -> HttpResponse:
    """How those who told are met, quarter by quarter; of the whole organisation, or of a unit."""
    actor, units, unit = _asked(request)
    shown = queries.reputation(actor, unit.pk if unit else None)
    here = reverse("replies:reputation")
    narrowed = f"?unit={unit.pk}" if unit else ""
    links = [Link(_("The whole organisation"), here, unit is None)]
    links += [Link(one.name, f"{here}?unit={one.pk}", one == unit) for one in units]
    page = {
        "places": places("replies:reputation"), "shown": shown, "unit": unit, "units": links, "figures": [_drawn(shown, key, unit) for key in DRAWN] if shown.anything else [],
        "table": _table(shown), "file": reverse("replies:figures") + narrowed,
        "breadcrumbs": (Link(_("Needs"), reverse("challenges:challenges")), Link(_("Reputation among users"))),
    }  # fmt: skip
    return render(request, "replies/reputation.html", page)


def _measure(key: str) -> Measure:
    return next(one for one in MEASURES if one.key == key)


def _drawn(shown: Shown, key: str, unit: Unit | None) -> Drawn | None:
    """A measure as a picture; None when no quarter has a number."""
    row, measure = shown.figures[key], _measure(key)
    known = [one for one in row if one.share is not None]
    if not known:
        return None
    names = {place: feeds.quarter_name(first) for place, first in enumerate(shown.quarters)}
    points = [
        charts.Point(place, None if one.share is None else round(one.share, 2), one.low, one.high, one.n)
        for place, one in enumerate(row)
        if one.n or one.hidden
    ]
    # the heading says what the one line is; its name beside it would leave a phone no room
    series = [charts.Series("confirmed", "", points)]
    sentence = _sentence(key, known)
    chart = charts.lines(
        series, title=sentence, unit="share", names=names,
        description=_("A line by quarter, with the interval of each point. Quarters with few people have no point."),
    )  # fmt: skip
    return Drawn(
        sentence, chart, _numbers(row, measure), period=f"{names[0]} – {names[len(names) - 1]}",
        n=_("%(people)s people in the last quarter shown") % {"people": number(known[-1].n)},
        definition=Link(_("How this is counted"), reverse("replies:definition")),
        coverage=unit.name if unit else _("The whole organisation"),
        uncertainty=_("The line at each point is Wilson's 95 % interval."),
    )  # fmt: skip


def _sentence(key: str, known: Sequence[Figure]) -> str:
    said = {
        "heard": _("%(share)s of those who asked heard back within 90 days, in %(quarter)s (%(hits)s of %(n)s)"),
        "understood": _("%(share)s of those who answered feel understood, in %(quarter)s (%(hits)s of %(n)s)"),
        "better": _("%(share)s of those who answered say things have got better, in %(quarter)s (%(hits)s of %(n)s)"),
    }[key]
    last = known[-1]
    return said % {
        "share": percent(last.share, 0), "quarter": feeds.quarter_name(last.first), "hits": number(last.hits), "n": number(last.n),
    }  # fmt: skip


def _share(one: Figure) -> Cell:
    if one.hidden:
        return Cell(_("too few"))
    if one.share is None:
        return Cell(NONE)
    return Cell(percent(one.share, 0), note=f"{percent(one.low, 0)} – {percent(one.high, 0)}")


def _count(one: Figure) -> str:
    return _("too few") if one.hidden else number(one.n)


def _numbers(row: Sequence[Figure], measure: Measure) -> Table:
    columns = [
        Column("quarter", _("Quarter")),
        Column("share", str(measure.name), "end"),
        Column("hits", _("Yes"), "end"),
        Column("n", "n", "end"),
    ]
    rows: list[list[Cell | str]] = [
        [feeds.quarter_name(one.first), _share(one), _("too few") if one.hidden else number(one.hits), _count(one)]
        for one in row
    ]
    return Table(columns, rows, str(measure.name), id=f"numbers-{measure.key}", stack=False, caption_hidden=True)


def _table(shown: Shown) -> Table:
    """Everything in one table: a row for each quarter, the latest first."""
    columns = [
        Column("quarter", _("Quarter")), Column("heard", _("Heard back"), "end"), Column("days", _("Days until the first letter (median)"), "end"),
        Column("understood", _("Feel understood"), "end"), Column("answered", _("Answered"), "end"),
        Column("better", _("Say things have got better"), "end"), Column("better_answered", _("Answered"), "end"),
    ]  # fmt: skip
    rows: list[list[Cell | str]] = []
    for place in reversed(range(len(shown.quarters))):
        at = {key: row[place] for key, row in shown.figures.items()}
        days = at["days"]
        rows.append([
            feeds.quarter_name(shown.quarters[place]), _with_n(at["heard"]),
            _("too few") if days.hidden else Cell(number(days.value), note=f"n = {number(days.n)}") if days.n else NONE,
            *(_with_n(at[key]) for key in ("understood", "understood_answered", "better", "better_answered")),
        ])  # fmt: skip
    return Table(columns, rows, _("How those who told were met, by quarter"), id="quarters", caption_hidden=True)


def _with_n(one: Figure) -> Cell:
    if one.hidden:
        return Cell(_("too few"))
    if one.share is None:
        return Cell(NONE)
    return Cell(percent(one.share, 0), note=_("%(hits)s of %(n)s") % {"hits": number(one.hits), "n": number(one.n)})


@require_safe
def definition(request: HttpRequest) -> HttpResponse:
    """What is counted and what is not."""
    insist(rules.may_read_reputation(who(request)))
    way = (
        Link(_("Needs"), reverse("challenges:challenges")),
        Link(_("Reputation among users"), reverse("replies:reputation")),
        Link(_("How this is counted")),
    )
    return render(request, "replies/definition.html", {"measures": MEASURES, "breadcrumbs": way})


@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """The figures as CSV, with what each column means."""
    actor, _units, unit = _asked(request)
    shown = queries.reputation(actor, unit.pk if unit else None)
    return feeds.reputation_file(shown, unit.name if unit else "", now=timezone.now())

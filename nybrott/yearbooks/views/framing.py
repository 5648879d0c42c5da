"""Who asks, for which organisation, and what every page of a report has around it."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.people.models import Organisation
from nybrott.procurements import queries as procurements
from nybrott.procurements.rules import works_here
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table
from nybrott.yearbooks import rules
from nybrott.yearbooks.feeds import Grid, Part, Whole

HERE = "yearbooks:yearbooks"
LANGUAGES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}  # each in its own words


def own(request: HttpRequest) -> tuple[Actor, Organisation]:
    """Who asks, and their organisation; 403 for guests."""
    actor = who(request)
    insist(works_here(actor))
    return actor, get_object_or_404(Organisation, pk=actor.organisation_id)


def a_year(year: int, today: date) -> int:
    """The year; 404 for one there can be no report of."""
    if not rules.is_a_year(year, today):
        raise Http404
    return year


def around(*more: Link | str) -> dict[str, Any]:
    """The way, and the places beside the portfolio."""
    name = _("Yearly report")
    way = (Link(name, reverse(HERE)), *more) if more else (name,)
    return {"places": procurements.places(HERE), "breadcrumbs": procurements.crumbs(None, *way)}


def shown(whole: Whole) -> dict[str, Any]:
    """The report as its page shows it: parts with their blocks, and the contents beside it."""
    numbers = count(1)
    parts = [{"id": one.id, "title": one.title, "blocks": list(_blocks(one, numbers))} for one in whole.parts]
    return {"whole": whole, "parts": parts, "contents": [Link(one.title, f"#{one.id}") for one in whole.parts]}


def _blocks(part: Part, numbers: "count[int]") -> Iterator[dict[str, Any]]:
    for one in part.blocks:
        yield {"kind": one.kind, "it": one, "table": _table(one, next(numbers)) if isinstance(one, Grid) else None}


def _table(grid: Grid, number: int) -> Table:
    columns = [Column(f"c{at}", label, "end" if numeric else "start") for at, (label, numeric) in enumerate(grid.columns)]  # fmt: skip
    rows = [[Cell(one.text, url=one.url, note=one.note) for one in row] for row in grid.rows]
    return Table(columns, rows, grid.caption, id=f"numbers-{number}")

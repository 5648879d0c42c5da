"""A report as a page shows it."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from nybrott.booklets.blocks import Grid, Part, Whole
from nybrott.ui.frame import Link
from nybrott.ui.tables import Cell, Column, Table


def shown(whole: Whole) -> dict[str, Any]:
    """The report as its page shows it: parts with their blocks, and the contents beside it."""
    numbers = count(1)
    parts = [{"id": one.id, "title": one.title, "blocks": list(_blocks(one, numbers))} for one in whole.parts]
    return {"whole": whole, "parts": parts, "contents": [Link(one.title, f"#{one.id}") for one in whole.parts]}


def _blocks(part: Part, numbers: "count[int]") -> Iterator[dict[str, Any]]:
    for one in part.blocks:
        yield {"kind": one.kind, "it": one, "table": drawn(one, next(numbers)) if isinstance(one, Grid) else None}


def drawn(grid: Grid, number: int) -> Table:
    """A table of the report for a page; `number` tells it from the others of the page."""
    columns = [Column(f"c{at}", label, "end" if numeric else "start") for at, (label, numeric) in enumerate(grid.columns)]  # fmt: skip
    rows = [[Cell(one.text, url=one.url, note=one.note) for one in row] for row in grid.rows]
    return Table(columns, rows, grid.caption, id=f"numbers-{number}")

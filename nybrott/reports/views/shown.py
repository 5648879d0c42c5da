"""A report as its page shows it: each block with what a template needs, and the contents beside it."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from nybrott.reports.feeds.blocks import Block, Box, Grid, Picture, Whole
from nybrott.ui.frame import Link
from nybrott.ui.tables import Column, Table


def shown(whole: Whole) -> list[dict[str, Any]]:
    """The parts in their order, each with its blocks."""
    numbers = count(1)
    return [{"id": part.id, "title": part.title, "blocks": list(_blocks(part.blocks, numbers))} for part in whole.parts]


def contents(whole: Whole) -> list[Link]:
    """Where each part stands on the page."""
    return [Link(part.title, f"#{part.id}") for part in whole.parts]


def _blocks(blocks: Sequence[Block], numbers: "count[int]") -> Iterator[dict[str, Any]]:
    for one in blocks:
        said: dict[str, Any] = {"kind": one.kind, "it": one}
        if isinstance(one, Grid):
            said["table"] = table_of(one, next(numbers))
        elif isinstance(one, Picture) and one.grid:
            said["table"] = table_of(one.grid, next(numbers))
        elif isinstance(one, Box):
            said["blocks"] = list(_blocks(one.blocks, numbers))
        yield said


def table_of(grid: Grid, number: int) -> Table:
    """A grid as a table of the page; on a narrow screen each row becomes a small card."""
    columns = [
        Column(f"c{at}", label, "end" if numeric else "start") for at, (label, numeric) in enumerate(grid.columns)
    ]
    return Table(
        columns,
        [list(row) for row in grid.rows],
        grid.caption,
        id=f"numbers-{number}",
        caption_hidden=grid.caption_hidden,
    )

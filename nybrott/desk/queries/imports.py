"""Imports, read: the rows of a file, the values in them, how long is left."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO

from nybrott.core.actor import Actor
from nybrott.desk.models import Import, ImportQuerySet
from nybrott.sources import rows_of


def rows_in(what: Import, file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of every row under the heading. Raises `Unreadable`."""
    for number, cells in rows_of(file):
        if number > what.heading_at:
            yield number, [bare(cell) for cell in cells]


def bare(cell: str) -> str:
    """A cell without the apostrophe that our own files put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def values_of(what: Import, cells: Sequence[str]) -> dict[str, str]:
    """The values of a row by column key."""
    return {key: cells[place] if place < len(cells) else "" for key, place in what.places.items()}


def seconds_left(what: Import, now: datetime) -> int | None:
    """How long the taking in will last, as it has gone so far; None while that cannot be said."""
    if not what.total or not what.done or what.started_at is None or what.done >= what.total:
        return None
    return round((now - what.started_at).total_seconds() / what.done * (what.total - what.done))


def imports_under_way(actor: Actor) -> ImportQuerySet:
    """The imports the actor may see that wait for somebody or are being worked on, the latest first."""
    return Import.objects.visible_to(actor).filter(finished_at=None).order_by("-pk")

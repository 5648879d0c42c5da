"""What the page is made of, before it becomes a page or a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Datum:
    """What stands in a cell, with a link on the page and a quiet note."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `columns`: (label, whether it is of numbers)."""

    id: str
    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Datum, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its id, what it is about, the sentence that says the most important, tables, remarks below them, and where there is more (label, address)."""

    id: str
    title: str
    sentence: str
    sheets: tuple[Sheet, ...] = ()
    remarks: tuple[str, ...] = ()
    more: tuple[str, str] | None = None

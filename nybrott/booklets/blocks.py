"""What a report is made of, before it becomes a page, a PDF, a Word file or a workbook."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a part."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text."""

    text: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, a line each."""

    lines: tuple[str, ...]
    kind: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Datum:
    """What stands in a cell: the words people read, the number behind them for a workbook (None: the words), and on a page a link and a quiet note."""

    text: str
    value: int | float | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `sheet`: what its sheet in a workbook is called, "" for one that shares a sheet with the others of its part: its first row then says
    what it is of (a label, and the name). `columns`: (label, whether it is of numbers)."""

    sheet: str
    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Datum, ...], ...]
    kind: Literal["grid"] = "grid"


Block = Heading | Paragraph | Items | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: `id` for its address on the page, its title, and what stands in it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """The report: title, a line under it, whose it is, its language (nb, nn, en), and its parts. `upright`: a text to be read, not tables of many columns."""

    title: str
    under: str
    author: str
    language: str
    parts: tuple[Part, ...]
    upright: bool = False

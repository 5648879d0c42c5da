"""What a report is made of, before it becomes a page, a PDF or a Word file: one text, three ways to hand it out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from nybrott.ui.charts import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a part; `level` from 1."""

    text: str
    level: int = 1
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text. `tone`: "" usual, "lead" larger, "quiet" smaller."""

    text: str
    tone: Literal["", "lead", "quiet"] = ""
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, a line each."""

    lines: tuple[str, ...]
    kind: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and whose they are."""

    text: str
    who: str = ""
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what it holds, its columns (label, whether it is of numbers), its rows, the first cell of each the row's own heading."""

    caption: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    caption_hidden: bool = False
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Facts:
    """A few large numbers, each with what it is."""

    pairs: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, what it shows in a sentence, what is drawn (for those who cannot see it), and its numbers as a table where they stand
    nowhere else."""

    sentence: str
    description: str
    chart: Chart
    grid: Grid | None = None
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Box:
    """Something set apart with a title: what a comparison rests on. `tone`: "" usual, "warning" for what must not be overlooked."""

    title: str
    blocks: tuple["Block", ...]
    tone: Literal["", "warning"] = ""
    kind: Literal["box"] = "box"


Block = Heading | Paragraph | Items | Quote | Grid | Facts | Picture | Box


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: `id` for its address on the page, its title, and what stands in it."""

    id: str
    title: str
    blocks: Sequence[Block] = field(default=())


@dataclass(frozen=True, slots=True)
class Whole:
    """The report: title, a line under it, whose it is, its language (nb, nn, en), its parts, the first of them one page in plain
    words; and the seal that stands on its last page."""

    title: str
    under: str
    author: str
    language: str
    parts: tuple[Part, ...]
    digest: str

"""Tables as data: columns, rows, where one stands in a long list. Sorting and paging are links; the page sorts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """`align="end"` is for numbers. `sortable` makes the heading a link; the first click sorts ascending,
    or descending for numbers."""

    key: str
    label: str
    align: Literal["start", "end"] = "start"
    sortable: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: text (or safe markup from a component), a link if it leads somewhere, a quiet note."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one stands in a long list: page `current` of `total` (both from 1), `count` rows in all."""

    current: int
    total: int
    count: int

    def numbers(self) -> list[int | None]:
        """The page numbers to show, None for a gap: always first, last, and the neighbours of the current one."""
        wanted = {1, self.total, *range(self.current - 1, self.current + 2)}
        shown: list[int | None] = []
        previous = 0
        for number in sorted(n for n in wanted if 1 <= n <= self.total):
            if number - previous == 2:
                shown.append(number - 1)
            elif number - previous > 2:
                shown.append(None)
            shown.append(number)
            previous = number
        return shown


@dataclass(frozen=True, slots=True)
class Table:
    """A table to show.

    `rows` hold one `Cell` or plain text per column; the first column is the row's heading and its link.
    `sort` is the key sorted by, with a minus in front for descending. `query` is the address's own query, kept by
    sort and page links. `stack`: on narrow screens each row becomes a small card (lists); otherwise the table scrolls
    sideways (figures). `id` must be unique on the page. Sort and page links swap the element of the id `swap`, which
    a page has around a list that may be empty; the table itself when `swap` is empty.
    `caption` says what the table holds; `caption_hidden` keeps it for screen readers when a heading says it already.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    caption: str
    id: str = "table"
    sort: str = ""
    query: Query = field(default_factory=dict)
    pages: Pages | None = None
    stack: bool = True
    caption_hidden: bool = False
    swap: str = ""

    @property
    def swapped(self) -> str:
        """The id of the element that sorting, paging and filtering exchange."""
        return self.swap or self.id


def address(query: Query, **changes: str | int | None) -> str:
    """The query part of an address with some parameters changed; None takes one away. Always starts with "?"."""
    kept: dict[str, object] = {key: value for key, value in query.items() if key not in changes}
    kept.update({key: value for key, value in changes.items() if value is not None})
    return "?" + urlencode(kept, doseq=True)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column heading ready to draw: how it is sorted now and where a click leads."""

    column: Column
    sorted: Literal["", "ascending", "descending"]
    url: str


def headings(table: Table) -> list[Heading]:
    """The headings of a table with their sort links; a new sorting starts at page one."""
    key, falling = table.sort.removeprefix("-"), table.sort.startswith("-")
    made: list[Heading] = []
    for column in table.columns:
        if not column.sortable:
            made.append(Heading(column, "", ""))
            continue
        here = column.key == key
        down = not falling if here else column.align == "end"
        url = address(table.query, sort=f"-{column.key}" if down else column.key, page=None)
        made.append(Heading(column, ("descending" if falling else "ascending") if here else "", url))
    return made

"""What is shown, as sheets: the columns of each list and figure, and the codebook that goes with them.

Headings and meanings of the columns stand in `catalogue/files.toml`, in three languages.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.core.comparison import SHARES, Side
from nybrott.lake.shapes import Coverage, Page, Table
from nybrott.observatory import queries
from nybrott.ui.formats import day_year, number
from nybrott.ui.sheets import Column, Sheet, Value

MOST_ROWS = 100_000

Row = TypeVar("Row")
Read = Callable[[Any], Value]


class Replaced(Exception):
    """The lake was rebuilt while rows were being sent; half of two lakes is worse than a broken file."""


@cache
def edition() -> str:
    """Short for what the files say besides the data: another one when a definition or a heading is worded anew."""
    return sha256(repr((queries.file_words(), queries.known_measures())).encode()).hexdigest()[:12]


def _language() -> str:
    return get_language() or "nb"


def title_of(name: str) -> str:
    """What a list is called, in the language of the page."""
    return str(queries.file_words()[name]["title"][_language()])


def what_of(name: str) -> str:
    """What a list holds, in one sentence, in the language of the page."""
    return str(queries.file_words()[name]["what"][_language()])


def columns_of(name: str, *, shares: Collection[str] = ()) -> list[Column]:
    """The columns of a list. `shares` are the keys of those that are shares."""
    said = queries.file_words()[name]["columns"]
    language = _language()
    return [
        Column(key, title=words[language][0], means=words[language][1], share=key in shares)
        for key, words in said.items()
    ]


# --- the codebook ---


def licence() -> str:
    """On what terms the data may be used."""
    return _(
        "Notices from Doffin: Norwegian Licence for Open Government Data (NLOD 2.0). Notices from TED: reuse is allowed when the source is named (Commission Decision 2011/833/EU). What is found and counted here may be used on the terms of NLOD 2.0. Name the source and the day."
    )


def about(what: str, coverage: Coverage, more: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """The codebook's first lines: what the file holds, what it rests on, and on what terms."""
    rests_on = _("%(notices)s notices from %(first)s to %(last)s. %(errors)s could not be read.") % {
        "notices": number(coverage.notices),
        "first": day_year(coverage.first_on),
        "last": day_year(coverage.last_on),
        "errors": number(coverage.errors),
    }
    lenses = _(
        "Strict, declared and behavioural are three ways to count, and are never added together. A missing code never means that a procurement was not innovative."
    )
    return [
        (_("What this is"), what),
        *more,
        (_("Coverage"), rests_on),
        (_("Lenses"), lenses),
        (_("Rules"), coverage.rules),
        (_("State of the data"), coverage.generation.removeprefix("generation-")),
        (_("Licence"), licence()),
    ]


def how_many(total: int) -> tuple[str, str]:
    """The line of the codebook that says how many rows there are, and that some are left out where they are many."""
    if total <= MOST_ROWS:
        return _("Rows"), number(total)
    said = {"most": number(MOST_ROWS), "total": number(total)}
    return _("Rows"), _("The first %(most)s of %(total)s. Narrow the list, or take the whole table as Parquet.") % said


# --- the sheets ---


def list_sheet(
    name: str, ask: Callable[[int, int], Page[Row]], coverage: Coverage, given: Mapping[str, Callable[[Row], Value]]
) -> Sheet:
    """A list: `ask` gives a page by its number and size; one row is asked for before the rest is sent. A column is the
    row's attribute of that name, unless `given` says how to read it."""
    columns = columns_of(name)
    total = ask(1, 1).total
    readers = [given.get(column.key) or _attribute(column.key) for column in columns]
    rows = ([read(row) for read in readers] for row in _everything(ask, total, coverage.generation))
    codebook = about(what_of(name), coverage, [how_many(total)])
    return Sheet(name, title_of(name), columns, rows, codebook)


def _attribute(name: str) -> Read:
    return lambda row: getattr(row, name)


def _everything(ask: Callable[[int, int], Page[Row]], total: int, generation: str) -> Iterator[Row]:
    """The rows of a list page by page, up to `MOST_ROWS`."""
    for place in range(1, -(-min(total, MOST_ROWS) // queries.LARGEST_PAGE) + 1):
        page = ask(place, queries.LARGEST_PAGE)
        if queries.lake().generation != generation:
            raise Replaced("The lake was rebuilt while the file was being written; take it again.")
        yield from page.rows


def measure_sheet(table: Table, coverage: Coverage) -> Sheet:
    """A measure's answer with its definition."""
    measure = queries.known_measures()[table.measure]
    language = _language()
    units = {
        "share": _("A share of n, from 0 to 1."),
        "count": _("A number."),
        "mean": _("A mean."),
        "median": _("A median."),
    }
    known = {column.key: column for column in columns_of("groups")} | {
        figure.id: Column(
            figure.id, figure.names[language], units.get(figure.unit, figure.unit), share=figure.unit == "share"
        )
        for figure in measure.figures
    }
    defined = [
        (_("Counted"), measure.counted[language]),
        (_("Not counted here"), measure.not_counted[language]),
        (_("Share of"), measure.denominator[language]),
        (_("What the data can say"), measure.coverage[language]),
        (_("Version"), f"{measure.version} ({measure.fingerprint})"),
        how_many(len(table.rows)),
    ]
    return Sheet(
        table.measure,
        measure.names[language],
        [known.get(key, Column(key, key, "")) for key in table.columns],
        table.rows[:MOST_ROWS],  # type: ignore[arg-type]
        about(measure.names[language], coverage, defined),
    )


def comparison_sheet(
    what: str, rows: Sequence[tuple[str, Side]], coverage: Coverage, more: Sequence[tuple[str, str]] = ()
) -> Sheet:
    """A comparison: each row a name and what was counted."""
    columns = columns_of("comparison", shares=SHARES)
    values = (
        [name if column.key == "name" else _of_side(side, column.key) for column in columns]
        for name, side in rows[:MOST_ROWS]
    )
    codebook = about(what, coverage, [*more, how_many(len(rows))])
    return Sheet("comparison", title_of("comparison"), columns, values, codebook)


def _of_side(side: Side, key: str) -> Value:
    if key in SHARES:
        return side.share(key).value
    value: Value = getattr(side, key) if hasattr(side, key) else getattr(side.counts, key)
    return value

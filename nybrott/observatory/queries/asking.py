"""What the pages ask of the lake: figures, lists and single notices, counted once for each generation of it."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from django.http import HttpRequest

from nybrott.core import measures
from nybrott.core.measures import Measure
from nybrott.lake import Lake
from nybrott.lake.shapes import (
    Coverage,
    NoticePage,
    NoticeRow,
    Organisation,
    OrganisationRow,
    Page,
    ProcedureRow,
    Table,
)
from nybrott.notices.queries import confirmed_notices
from nybrott.notices.queries import lake as lake  # noqa: PLC0414 - shown on, for those who ask the observatory

PAGE_SIZE = 50
LARGEST_PAGE = 1000  # the most rows the lake gives at once


OpenPart = Callable[[HttpRequest], str]
"""Markup for the page of open data."""

OPEN_PARTS: list[OpenPart] = []
LISTS = ("notices", "procurements", "organisations")


def add_open_part(draw: OpenPart) -> None:
    """A room above: what it has to take along, on the page of open data."""
    if draw not in OPEN_PARTS:
        OPEN_PARTS.append(draw)


@cache
def file_words() -> Mapping[str, Any]:
    """What files are called and what their columns mean, in three languages (`catalogue/files.toml`)."""
    return tomllib.loads((files("nybrott.observatory") / "catalogue/files.toml").read_text(encoding="utf-8"))


# A generation of a lake never changes, so what was counted in it once need not be counted again.


@lru_cache(maxsize=4)
def _coverage(held: Lake, generation: str) -> Coverage:
    return held.coverage()


@lru_cache(maxsize=512)
def _measured(
    held: Lake,
    generation: str,
    name: str,
    by: tuple[str, ...],
    where: tuple[tuple[str, object], ...],
    *,
    confirmed: tuple[str, ...] = (),
) -> Table:
    return held.measure(name, by=by, where=dict(where), confirmed=confirmed)


def coverage() -> Coverage:
    """How much the lake holds and how it was read."""
    held = lake()
    return _coverage(held, held.generation)


def countries(held: Coverage) -> list[str]:
    """The countries notices come from, those with most notices first."""
    return [str(count.name) for count in sorted(held.by_country, key=lambda count: -count.notices) if count.name]


def years(held: Coverage) -> list[int]:
    """The years notices come from, the latest first."""
    return sorted((count.name for count in held.by_year if isinstance(count.name, int)), reverse=True)


def measured(name: str, *, by: tuple[str, ...], where: Mapping[str, object]) -> Table:
    """One measure, grouped and narrowed; each value of `where` is a word, a number or a tuple of them."""
    held = lake()
    return _measured(held, held.generation, name, by, tuple(sorted(where.items())))


CONFIRMED = "confirmed-by-people"


def known_measures() -> Mapping[str, Measure]:
    """Every measure there is, those of people's answers last."""
    return measures.catalogue(by_people=True)


def confirmed(*, by: tuple[str, ...], where: Mapping[str, object]) -> Table:
    """The procurements that people have confirmed, grouped and narrowed as `measured`."""
    held = lake()
    return _measured(held, held.generation, CONFIRMED, by, tuple(sorted(where.items())), confirmed=confirmed_notices())


def answered(name: str, *, by: tuple[str, ...], where: Mapping[str, object]) -> Table:
    """Any measure as somebody asked for it; kept for the next who asks, unless its rows are as many as the buyers."""
    ask = _measured if "buyer" not in by else _measured.__wrapped__
    held, judged = lake(), known_measures()[name].by_people
    narrowed = tuple(sorted(where.items()))
    return ask(held, held.generation, name, by, narrowed, confirmed=confirmed_notices() if judged else ())


def with_confirmed(measured: Table, confirmed: Table) -> Table:
    """A measure's answer with the columns `confirmed` and `confirmed_share` of the same groups beside it."""
    known = {tuple(row[name] for name in measured.by): row for row in confirmed.records()}
    rows = []
    for row, values in zip(measured.records(), measured.rows, strict=True):
        beside = known.get(tuple(row[name] for name in measured.by), {})
        rows.append((*values, beside.get("confirmed", 0), beside.get("confirmed_share")))
    columns = (*measured.columns, "confirmed", "confirmed_share")
    return Table(measured.measure, measured.version, measured.by, columns, tuple(rows))


def organisations(
    wanted: Mapping[str, object], *, sort: str, page: int, size: int = PAGE_SIZE
) -> Page[OrganisationRow]:
    """A page of the list of buyers; `sort` has a minus in front for descending."""
    return lake().organisations(
        wanted, sort=sort.removeprefix("-"), descending=sort.startswith("-"), page=page, size=size
    )


def organisation(country: str, ref: str) -> Organisation | None:
    """One buyer, None when the lake has no notice of it."""
    return lake().organisation(country, ref)


def notices(wanted: Mapping[str, object], *, sort: str, page: int, size: int = PAGE_SIZE) -> Page[NoticeRow]:
    """A page of the list of notices; `sort` has a minus in front for descending."""
    return lake().notices(wanted, sort=sort.removeprefix("-"), descending=sort.startswith("-"), page=page, size=size)


@lru_cache(maxsize=8)
def _buyers(held: Lake, generation: str, country: str) -> tuple[OrganisationRow, ...]:
    rows: list[OrganisationRow] = []
    pages = number = 1
    while number <= pages:
        page = held.organisations({"country": country}, page=number, size=LARGEST_PAGE)
        rows += page.rows
        pages, number = page.pages, number + 1
    return tuple(rows)


def buyers(country: str) -> tuple[OrganisationRow, ...]:
    """Every organisation of a country by name, for finding many at once. Read once for each generation of the lake."""
    held = lake()
    return _buyers(held, held.generation, country)


def notice(key: str) -> NoticePage | None:
    """One notice with everything that was read and found, None when the lake has none with this key."""
    return lake().notice(key)


@lru_cache(maxsize=64)
def _latest_dialogues(held: Lake, generation: str, country: str, size: int) -> tuple[NoticePage, ...]:
    wanted = {"country": country or None, "sign": "market_dialogue", "stage": "planning"}
    rows = held.notices(wanted, sort="published", descending=True, page=1, size=size).rows
    return tuple(page for row in rows if (page := held.notice(row.key)) is not None)


def latest_dialogues(country: str, *, size: int) -> tuple[NoticePage, ...]:
    """The latest market dialogues, each with its texts and findings."""
    held = lake()
    return _latest_dialogues(held, held.generation, country, size)


def seen_of(country: str, ref: str, *, most: int = 200) -> tuple[NoticeRow, ...]:
    """A buyer's latest notices that any lens sees."""
    return notices({"country": country, "buyer": ref, "lens": "any"}, sort="-published", page=1, size=most).rows


def confirmed_of(country: str, ref: str, *, most: int = 200) -> tuple[NoticeRow, ...]:
    """A buyer's latest notices in which people have confirmed a sign."""
    wanted = {"country": country, "buyer": ref, "confirmed": confirmed_notices()}
    return notices(wanted, sort="-published", page=1, size=most).rows


def procurements(wanted: Mapping[str, object], *, sort: str, page: int, size: int = PAGE_SIZE) -> Page[ProcedureRow]:
    """A page of the procurements that shares are shares of: those that reached the market."""
    if wanted.get("lens") == "confirmed":
        wanted = {**wanted, "lens": None, "confirmed": confirmed_notices()}
    return lake().procedures(
        {**wanted, "reached": "market"},
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        page=page,
        size=size,
    )


@lru_cache(maxsize=64)
def _counted(held: Lake, generation: str, country: str, most: int) -> tuple[ProcedureRow, ...]:
    wanted = {"country": country or None, "lens": "any", "reached": "market"}
    return held.procedures(wanted, sort="opened", descending=True, page=1, size=most).rows


def counted(country: str, *, most: int = 200) -> tuple[ProcedureRow, ...]:
    """The latest procurements that any lens sees."""
    held = lake()
    return _counted(held, held.generation, country, most)


def counted_by_people(country: str, *, most: int = 200) -> tuple[ProcedureRow, ...]:
    """The latest procurements that people have confirmed."""
    return procurements({"country": country or None, "lens": "confirmed"}, sort="-opened", page=1, size=most).rows

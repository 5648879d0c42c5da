"""The observatory for programs: measures, organisations, notices with their evidence, signs and coverage. Read only.

Every operation asks a fixed number of queries, gives lists a page at a time in a steady order, and answers what it
cannot understand with one sentence. `web` gathers the operations and says what holds for all of them. Rows are the
lake's own; a test holds their fields to what the first version promised.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from nybrott.core import measures as figures
from nybrott.core.notices import Money
from nybrott.core.signals import Catalogue, Signal, catalogue
from nybrott.lake.shapes import (
    Coverage,
    Finding,
    NoticeCode,
    NoticeLot,
    NoticeParty,
    NoticeResult,
    NoticeRow,
    NoticeText,
    Organisation,
    OrganisationRow,
    Page,
)
from nybrott.observatory import queries
from nybrott.ui.api import REFUSALS, Paged, Part

NO_VALUE = "Leave it out to be given all."

Lens = Literal["strict", "declared", "behavioural"]
Country = Field(None, pattern=r"^[A-Z]{2}$", description=f"Two letters, ZZ where it is not known. {NO_VALUE}")
Buyer = Field(None, pattern=r"^[a-z0-9-]{1,80}$", description=f"An organisation's `ref`. {NO_VALUE}")
Year = Field(None, ge=1900, le=2100, description=NO_VALUE)
Cpv = Field(None, pattern=r"^\d{2,8}$", description=f"The beginning of a CPV code, two digits or more. {NO_VALUE}")


# --- measures ---


class MeasuresOut(Schema):
    """All measures. A figure's `unit` is count, share (0 to 1, of n), mean or median; `fingerprint` changes when the
    way of counting does."""

    rows: list[figures.Measure]


class ValuesAsked(Paged):
    """How to group and narrow a measure."""

    by: str = Field(
        "",
        pattern=r"^(|(year|country|cpv|buyer)(,(year|country|cpv|buyer)){0,3})$",
        description="What to group by: any of year, country, cpv (divisions) and buyer, with commas between.",
    )
    country: str | None = Country
    buyer: str | None = Buyer
    year: int | None = Year
    first_year: int | None = Field(None, ge=1900, le=2100, description="This year and later.")
    last_year: int | None = Field(None, ge=1900, le=2100, description="This year and earlier.")
    cpv: str | None = Cpv


class ValuesOut(Part):
    """A measure's answer: a row for each group, with the columns named."""

    measure: str
    fingerprint: str
    by: list[str]
    columns: list[str]
    rows: list[dict[str, str | int | float | None]]


# --- organisations ---


class OrganisationsAsked(Paged):
    """Which organisations, in which order."""

    country: str | None = Country
    name: str | None = Field(None, min_length=1, max_length=100, description=f"A part of the name. {NO_VALUE}")
    sort: Literal["name", "notices", "procedures", "dialogues", "strict", "declared", "behavioural", "last_year"] = (
        "name"
    )
    descending: bool = False


class OrganisationsOut(Part):
    """A page of organisations."""

    rows: list[OrganisationRow]


# --- notices ---


class NoticesAsked(Paged):
    """Which notices, in which order."""

    country: str | None = Country
    buyer: str | None = Buyer
    year: int | None = Year
    stage: Literal["planning", "competition", "direct-award", "result", "modification", "other", "test"] | None = None
    format: Literal["eforms", "ted-xml", "ocds", "record"] | None = None
    procedure: str | None = Field(None, pattern=r"^[a-z-]{1,40}$", description="The type of procedure (BT-105).")
    cpv: str | None = Cpv
    title: str | None = Field(None, min_length=1, max_length=100, description="A part of the title.")
    signal: str | None = Field(
        None, pattern=r"^[a-z0-9-]{1,80}$", description="A sign's `id`: notices where it was found."
    )
    lens: Literal["strict", "declared", "behavioural", "any"] | None = None
    sign: Literal["market_dialogue", "innovation", "partnership", "friendly", "candidate"] | None = None
    sort: Literal["published", "title", "buyer", "stage", "country"] = "published"
    descending: bool = True


class NoticesOut(Part):
    """A page of notices."""

    rows: list[NoticeRow]


class NoticeWhole(Schema):
    """One notice with its texts, what was found in them, its lots and results. A finding's `text` is the `ordinal` of
    a text, −1 for a code. `siblings` are the other notices of its procurement."""

    head: NoticeRow

    notice_id: str
    version: str
    procedure_id: str
    procedure_link: str
    previous: list[str]
    notice_type: str
    subtype: str
    legal_basis: str
    dispatched_on: date | None
    planned_on: date | None
    deadline_on: date | None
    url: str
    cpv_additional: list[str]
    estimated: Money | None
    awarded: Money | None
    remarks: list[str]
    rules: str
    texts: list[NoticeText]
    findings: list[Finding]
    buyers: list[NoticeParty]
    lots: list[NoticeLot]
    results: list[NoticeResult]
    codes: list[NoticeCode]
    siblings: list[NoticeRow]


# --- signs ---


class SignOut(Schema):
    """A sign that is looked for. `weight`: counted, candidate (for a person to confirm) or context. `why` is in English;
    `reasons` says it in nb, nn and en."""

    id: str
    family: str
    lens: str
    weight: str
    names: Mapping[str, str]
    what: Mapping[str, str]
    why: str
    reasons: Mapping[str, str]
    source: str
    authored_by: str
    checked_by: str
    review_after: date

    @staticmethod
    def resolve_why(sign: Signal) -> str:
        """As the first version promised it."""
        return sign.why["en"]

    @staticmethod
    def resolve_reasons(sign: Signal) -> Mapping[str, str]:
        """The same in every language."""
        return sign.why


class SignsOut(Schema):
    """All signs of a version of the catalogue."""

    version: str
    rows: list[SignOut]


# --- the operations ---

router = Router(tags=["observatory"])


def _page(found: Page[Any], asked: Paged) -> dict[str, object]:
    """A page as it was asked for; the lake gives the last one when there are fewer."""
    rows = found.rows if found.number == asked.page else ()
    return {"total": found.total, "page": asked.page, "size": asked.size, "rows": rows}


def _wanted(asked: Paged, *apart: str) -> dict[str, object]:
    return asked.dict(exclude={"page", "size", "sort", "descending", *apart}, exclude_none=True)


@router.get("/coverage", response={200: Coverage, **REFUSALS}, url_name="coverage", summary="What the figures rest on")
def coverage(request: HttpRequest) -> object:
    """How much was read, from when to when, and what could not be read."""
    return queries.coverage()


@router.get("/measures", response={200: MeasuresOut, **REFUSALS}, url_name="measures", summary="All measures")
def measures(request: HttpRequest) -> object:
    """Each measure with its definition, what it does not count, and the query itself."""
    return {"rows": list(queries.known_measures().values())}


@router.get(
    "/measures/{str:name}", response={200: figures.Measure, **REFUSALS}, url_name="measure", summary="One measure"
)
def measure(request: HttpRequest, name: str) -> object:
    """One measure with its definition."""
    return _measure(name)


def _measure(name: str) -> figures.Measure:
    found = queries.known_measures().get(name)
    if found is None:
        raise Http404("There is no such measure.")
    return found


@router.get(
    "/measures/{str:name}/values",
    response={200: ValuesOut, **REFUSALS},
    url_name="values",
    summary="A measure's values",
)
def values(request: HttpRequest, name: str, asked: Query[ValuesAsked]) -> object:
    """A measure, grouped and narrowed. Grouped by buyer it needs a country or a buyer. Ordered by the groups."""
    _measure(name)
    by = tuple(dict.fromkeys(filter(None, asked.by.split(","))))
    where = _wanted(asked, "by", "first_year", "last_year")
    where |= {key: year for key, year in (("from", asked.first_year), ("to", asked.last_year)) if year is not None}
    if "buyer" in by and not {"country", "buyer"} & set(where):
        raise figures.MeasureError("A measure grouped by buyer needs a country or a buyer.")
    table = queries.answered(name, by=by, where=where)
    first = (asked.page - 1) * asked.size
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows[first : first + asked.size]]
    answer = {"measure": name, "fingerprint": table.version, "by": table.by, "columns": table.columns, "rows": rows}
    return answer | {"total": len(table.rows), "page": asked.page, "size": asked.size}


@router.get(
    "/organisations", response={200: OrganisationsOut, **REFUSALS}, url_name="organisations", summary="Organisations"
)
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> object:
    """Organisations with a notice, a page at a time. Ties are in order of name, country and ref."""
    sort = f"-{asked.sort}" if asked.descending else asked.sort
    return _page(queries.organisations(_wanted(asked), sort=sort, page=asked.page, size=asked.size), asked)


@router.get(
    "/organisations/{str:country}/{str:ref}",
    response={200: Organisation, **REFUSALS},
    url_name="organisation",
    summary="One organisation",
)
def organisation(request: HttpRequest, country: str, ref: str) -> object:
    """One organisation by its country and ref."""
    found = queries.organisation(country, ref)
    if found is None:
        raise Http404("There is no organisation with a notice here that has this country and ref.")
    return found


@router.get("/notices", response={200: NoticesOut, **REFUSALS}, url_name="notices", summary="Notices")
def notices(request: HttpRequest, asked: Query[NoticesAsked]) -> object:
    """Notices, a page at a time. Ties are in order of key."""
    sort = f"-{asked.sort}" if asked.descending else asked.sort
    return _page(queries.notices(_wanted(asked), sort=sort, page=asked.page, size=asked.size), asked)


@router.get("/notices/{str:key}", response={200: NoticeWhole, **REFUSALS}, url_name="notice", summary="One notice")
def notice(request: HttpRequest, key: str) -> object:
    """One notice with its texts and the words that were found in them."""
    found = queries.notice(key)
    if found is None:
        raise Http404("There is no notice with this key.")
    return found


@router.get("/signs", response={200: SignsOut, **REFUSALS}, url_name="signs", summary="All signs")
def signs(request: HttpRequest) -> object:
    """Every sign that is looked for, with its reasons."""
    known: Catalogue = catalogue()
    return {"version": known.version, "rows": sorted(known.signals.values(), key=_by_id)}


def _by_id(sign: Signal) -> str:
    return sign.id

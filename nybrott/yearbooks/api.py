"""Yearly reports for programs: the counts that organisations have opened to everyone. Read only."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from nybrott.ui.api import REFUSALS, Paged, Part
from nybrott.yearbooks import queries

router = Router()
Moment = Literal["started", "signed", "used"]


class YearbooksAsked(Paged):
    """Which reports."""

    organisation: str | None = Field(
        None, pattern=r"^\d{9}$", description="Organisation number. Leave it out to be given all."
    )
    year: int | None = Field(None, ge=2000, le=2100, description="Leave it out to be given all.")  # fmt: skip


class CountedWay(Schema):
    """How many of the procurements that reached `moment` in the year are innovative by one way of counting: `class` (DFØ's class as somebody chose it),
    `notice` (what official notices say), `behaviour` (market dialogue or functional requirements). `unknown`: how many the way knows nothing of."""

    way: Literal["class", "notice", "behaviour"]
    moment: Moment
    n: int
    of: int
    unknown: int


class CountedAgreement(Schema):
    """How many procurements are innovative by so many of the three ways."""

    ways: int
    n: int


class CountedHabits(Schema):
    """What people did, of the procurements that reached `moment`. `joint_unknown`: of how many it is not known whether others joined."""

    moment: Moment
    of: int
    dialogue: int
    functional: int
    either: int
    driver: int
    joint: int
    joint_unknown: int


class CountedClass(Schema):
    """The procurements of one class; `name` is empty where nobody has chosen one."""

    name: str
    started: int
    signed: int
    used: int
    n: int
    innovative: int
    joint: int
    driver: int


class YearbookOut(Schema):
    """The counts of one version of one year. `digest`: the check sum that stands on the report. `over`: whether the year was over when it was made.
    `because`: why there is a version after the first."""

    organisation: str
    organisation_number: str
    year: int
    version: int
    because: str
    as_of: date
    over: bool
    published_at: datetime
    digest: str
    ways: list[CountedWay]
    agree: list[CountedAgreement]
    habits: list[CountedHabits]
    classes: list[CountedClass]


class YearbooksOut(Part):
    """A page of reports."""

    rows: list[YearbookOut]


@router.get(
    "/yearbooks",
    response={200: YearbooksOut, **REFUSALS},
    url_name="yearbooks",
    summary="Counts of yearly reports on innovative procurement",
)
def yearbooks(request: HttpRequest, asked: Query[YearbooksAsked]) -> object:
    """The counts of yearly reports that organisations have opened, the newest year first. What a report holds besides its counts is the organisation's own."""
    found = queries.opened(organisation=asked.organisation, year=asked.year)
    first = (asked.page - 1) * asked.size
    rows: list[dict[str, Any]] = [
        {
            "organisation": one.organisation.name,
            "organisation_number": one.organisation.number or "",
            "year": one.year,
            "version": one.number,
            "because": one.because,
            "as_of": one.content["about"]["as_of"],
            "over": one.content["about"]["over"],
            "published_at": one.published_at,
            "digest": one.digest,
            **queries.counts_of(one),
        }
        for one in found[first : first + asked.size]
    ]
    return {"total": found.count(), "page": asked.page, "size": asked.size, "rows": rows}  # fmt: skip

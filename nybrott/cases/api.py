"""Cases for programs: those that everyone may read, in their newest version. Read only."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from nybrott.cases import queries
from nybrott.cases.queries import Told
from nybrott.ui.api import REFUSALS, Paged, Part

router = Router()
Kind = Literal["done", "stopped", "mistake", "lesson"]


class CasesAsked(Paged):
    """Which cases; the newest first."""

    organisation: str | None = Field(
        None, pattern=r"^\d{9}$", description="Organisation number of the one that tells. Leave it out to be given all."
    )
    kind: Kind | None = Field(
        None, description="Carried through, stopped, a best mistake, or a lesson from a programme. Leave it out to be given all."
    )  # fmt: skip
    word: str | None = Field(
        None, pattern=r"^[^\u0000]{1,40}$", description="One of the words cases are found by. Leave it out to be given all."
    )  # fmt: skip
    cpv: str | None = Field(
        None, pattern=r"^\d{2,8}$", description="The beginning of a CPV code, two digits or more. Leave it out to be given all."
    )  # fmt: skip


class CaseOut(Schema):
    """One case in short. Texts are in `language`. `organisation_number` is empty where it is not known; `place` and `slug` are the case's address. `when`: when it was, in the
    organisation's words, or empty. `innovation_class`: DFØ's class of the procurement as somebody chose it, or empty. `because`: why there is a version after the
    first. `published_at`: the version; `page` lies on this host."""

    place: str
    slug: str
    kind: Kind
    organisation: str
    organisation_number: str
    language: str
    title: str
    summary: str
    when: str
    words: list[str]
    cpv: list[str]
    innovation_class: str
    version: int
    because: str
    published_at: datetime
    page: str


class CasesOut(Part):
    """A page of cases."""

    rows: list[CaseOut]


class Story(Schema):
    """The story in its parts: what was hard, what was done, what came of it, what did not work, what they would do differently, and advice to others."""

    hard: str
    did: str
    came: str
    failed: str
    otherwise: str
    advice: str


class TrailStop(Schema):
    """Something the case came through, and the day; null where it has none."""

    kind: str
    on: date | None


class CaseNotice(Schema):
    """An official notice. `key`: what it is known by in `/notices`, or empty."""

    stage: str
    on: date | None
    number: str
    key: str
    title: str


class Spread(Schema):
    """A figure, and between what it lies; numbers as text with all their decimals. Null where it is not known."""

    value: str | None
    low: str | None
    high: str | None


class CaseBenefit(Schema):
    """A benefit. `expected` was reckoned beforehand, `measured` is the change that was measured, `value` the last measurement: never to be added together.
    `outcome`: better, none, worse, unknown; empty where nothing is measured."""

    title: str
    counted: str
    currency: str
    unit: str
    before: Spread | None
    expected: Spread | None
    value: Spread | None
    measured: Spread | None
    outcome: str
    on: date | None


class CaseFacts(Schema):
    """What was known when the version was published. `tenders` is the sum over the `lots_counted` of `lots` that say how many came. Null where nothing is known. `people`: roles."""

    as_of: date
    trail: list[TrailStop]
    notices: list[CaseNotice]
    lots: int | None
    lots_counted: int | None
    tenders: int | None
    requirements: int | None
    requirements_functional: int | None
    people: list[str]
    benefits: list[CaseBenefit]


class CaseWhole(CaseOut):
    """One case whole. `named`: those who have said yes to being named. `facts` is null for a case from before Nybrott."""

    story: Story
    named: list[str]
    facts: CaseFacts | None


def _out(one: Told) -> Mapping[str, Any]:
    version, place = one.version, one.case.organisation
    return {
        "place": place.slug, "slug": one.case.slug, "kind": version.kind, "organisation": place.name, "organisation_number": place.number or "", "language": version.language,
        "title": one.title, "summary": one.summary, "when": version.when, "words": version.words, "cpv": version.cpv, "innovation_class": version.facts.get("class", ""),
        "version": version.number, "because": version.because, "published_at": version.published_at, "page": one.url,
    }  # fmt: skip


@router.get("/cases", response={200: CasesOut, **REFUSALS}, url_name="cases", summary="What organisations have learnt")
def cases(request: HttpRequest, asked: Query[CasesAsked]) -> object:
    """The cases that everyone may read, in their newest version. Whoever has said no to being named, or withdrawn, is named in none."""
    found = queries.opened(organisation=asked.organisation, kind=asked.kind, word=asked.word, cpv=asked.cpv)
    first = (asked.page - 1) * asked.size
    rows = [_out(one) for one in queries.in_short(found[first : first + asked.size])]
    return {"total": found.count(), "page": asked.page, "size": asked.size, "rows": rows}


@router.get(
    "/cases/{str:place}/{str:slug}",
    response={200: CaseWhole, **REFUSALS},
    url_name="case",
    summary="One case with its story",
)
def case(request: HttpRequest, place: str, slug: str) -> object:
    """One case: its story, who has said yes to being named, and what was known when it was published."""
    found = queries.opened_at(place, slug)
    if found is None:
        raise Http404("There is no case at this address that everyone may read.")
    one = queries.told(found)
    story = {key: text for key, _heading, text in one.parts}
    return {**_out(one), "story": story, "named": list(one.named), "facts": queries.facts_given(one.version.facts)}

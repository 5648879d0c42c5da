"""The renewal radar for programs: contracts of public award notices that run out, on this host. Read only."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from nybrott.renewals import queries
from nybrott.renewals.forms import FARTHEST, FIRST, LAST
from nybrott.renewals.queries import Found
from nybrott.ui.api import REFUSALS, Paged, Part

router = Router()


class RenewalsAsked(Paged):
    """Which contracts."""

    country: str | None = Field(None, pattern=r"^[A-Z]{2}$", description="Two letters. Leave it out to be given all.")
    buyer: str | None = Field(
        None,
        pattern=r"^[a-z0-9-]{1,80}$",
        description="An organisation's `ref`, together with `country`. Leave it out to be given all.",
    )
    first: int = Field(FIRST, ge=0, le=FARTHEST, description="Months from today: contracts that end then or later.")
    last: int = Field(LAST, ge=1, le=FARTHEST, description="Months from today: contracts that end then or earlier.")  # fmt: skip


class RenewalPoints(Schema):
    """The parts of the rank that notices tell of; their sum is `points`. What an organisation's own needs add is counted for its people only."""

    time: int
    value: int
    single: int
    others: int


class RenewalOut(Schema):
    """One contract of an award notice. `notice` is the `key` of `/notices/{key}` and `ordinal` the number of its result. `ends_on`: when no option is used;
    `latest_on`: when every one is. `known_by`: written, counted, asked, published or worded; the last three are guesses, and `words` and
    `option_words` are what was read. `value` is in minor units of `currency`, null when the notice names none. `page` lies on this host."""

    notice: str
    ordinal: int
    doffin_ref: str
    title: str
    country: str
    buyer: str
    buyer_name: str
    ends_on: date
    latest_on: date
    may_be_renewed: bool
    known_by: Literal["written", "counted", "asked", "published", "worded"]
    guessed: bool
    words: str
    option_words: str
    begin_on: date
    winners: list[str]
    value: int | None
    currency: str
    tenders: int | None
    cpv: str
    published_on: date | None
    points: int
    parts: RenewalPoints
    page: str


class RenewalsOut(Part):
    """A page of contracts, and the days of the window."""

    first_on: date
    last_on: date
    rows: list[RenewalOut]


SAME = (
    "ordinal", "doffin_ref", "country", "buyer", "buyer_name", "known_by", "words", "option_words", "winners", "currency", "tenders", "cpv", "published_on",
)  # fmt: skip


def _out(found: Found) -> Mapping[str, Any]:
    one, rank = found.contract, found.rank
    return {name: getattr(one, name) for name in SAME} | {
        "notice": one.key, "title": found.title, "ends_on": one.first_on, "latest_on": one.last_on, "may_be_renewed": one.may_go_on,
        "guessed": found.guessed, "begin_on": rank.begin_on, "value": one.minor, "points": rank.total, "parts": rank.parts, "page": found.address,
    }  # fmt: skip


@router.get("/renewals", response={200: RenewalsOut, **REFUSALS}, url_name="renewals", summary="Contracts that run out")
def renewals(request: HttpRequest, asked: Query[RenewalsAsked]) -> object:
    """Contracts of award notices that run out within a window of months, the soonest first, each with how its end is known and why it ranks as it does.
    Contracts whose notices tell no end are not here."""
    if asked.first > asked.last:
        raise HttpError(400, "The last month comes before the first.")
    if asked.buyer is not None and asked.country is None:
        raise HttpError(400, "A buyer is found by its country and its ref together.")
    today = timezone.localdate()
    window = queries.window_of(today, asked.first, asked.last)
    contracts = queries.running_out(window, country=asked.country, buyer=asked.buyer)
    found = queries.for_everyone(contracts, (asked.page - 1) * asked.size, asked.size, today)
    return {
        "total": contracts.count(), "page": asked.page, "size": asked.size, "first_on": window.first_on, "last_on": window.last_on,
        "rows": [_out(one) for one in found],
    }  # fmt: skip

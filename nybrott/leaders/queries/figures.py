"""How innovative: by what official notices say of the organisation, and by what it says itself of its procurements. The two are never added together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nybrott.leaders.queries.scope import Period, Scope
from nybrott.observatory import queries as observatory
from nybrott.renewals.queries import Buyer, buyer_of
from nybrott.yearbooks.queries import WAYS, figures, gathered

LENSES = ("strict", "declared", "behavioural", "confirmed")


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the notices of a buyer say of a year: procurements there are notices of (`n`), and how many of them each lens sees."""

    year: int
    n: int
    seen: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Official:
    """The buyer the organisation is in the notices (None: it is none), with the period and the one before."""

    buyer: Buyer | None
    now: Noticed
    before: Noticed


@dataclass(frozen=True, slots=True)
class Own:
    """Of procurements started in a year: by each way of counting how many are innovative, of how many, and of how many nobody knows."""

    year: int
    ways: Mapping[str, Mapping[str, int]]


def official_of(scope: Scope, period: Period) -> Official:
    """What notices say, always of the whole organisation: notices do not name units."""
    buyer = buyer_of(scope.organisation)
    rows: dict[int, Mapping[str, object]] = {}
    if buyer is not None:
        where = {"country": buyer.country, "buyer": buyer.ref}
        counted = observatory.with_confirmed(
            observatory.measured("innovative-procurements", by=("year",), where=where),
            observatory.confirmed(by=("year",), where=where),
        )
        rows = {int(str(row["year"])): row for row in counted.records() if row["year"] is not None}
    return Official(buyer, _noticed(rows, period.year), _noticed(rows, period.before.year))


def _noticed(rows: Mapping[int, Mapping[str, object]], year: int) -> Noticed:
    row = rows.get(year, {})
    return Noticed(year, _int(row.get("n")), {lens: _int(row.get(lens)) for lens in LENSES})


def _int(value: object) -> int:
    return int(str(value or 0))


def own_of(scope: Scope, period: Period) -> Own:
    """What the organisation says itself, as the yearly report counts it, of procurements started in the year within what somebody leads."""
    told: dict[str, Any] = gathered(scope.organisation, period.year, period.today)
    rows = [row for row in told["procurements"] if scope.holds(row["unit"])]
    ways = figures(rows)["ways"]
    return Own(period.year, {way: ways[way]["started"] for way in WAYS})

"""What came of an OCDS contracting process: awards, the contracts made of them, and the bids that were counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from nybrott.core.notices.amounts import total
from nybrott.core.notices.model import Lot, Money, Party, Result
from nybrott.core.notices.ocds_codes import BID_KINDS, OUTCOMES
from nybrott.core.notices.ocds_parties import Parties
from nybrott.core.notices.records_json import Table, amount, count, day_of, listed, table, tables, words
from nybrott.core.notices.ted_found import contract_end

_WON = "selec-w"


@dataclass(slots=True)
class _Award:
    """One award with the contracts made of it. `lots` is empty where it does not say which it is for."""

    lots: tuple[str, ...] = ()
    outcome: str = ""
    reason: str = ""
    winners: tuple[Party, ...] = ()
    amount: Money | None = None
    concluded_on: date | None = None
    ends_on: date | None = None


@dataclass(slots=True)
class _Came:
    """What came of one lot while it is put together."""

    awards: list[_Award] = field(default_factory=list)
    tenders: dict[str, int] = field(default_factory=dict)


def results(release: Table, parties: Parties, lots: Iterable[Lot]) -> tuple[tuple[Result, ...], Money | None]:
    """The result of each lot, and the value of all awards together.

    Several awards for one lot are one result. An award for several lots is a result of each of them, but its value is
    of all together and is told of none. An award or a count that names no lot belongs to the only lot there is.
    """
    by_ref = {lot.ref: lot for lot in lots}
    only = next(iter(by_ref)) if len(by_ref) == 1 else ""
    awards = _awards(release, parties)
    came: dict[str, _Came] = {}
    for award in awards:
        for ref in award.lots or (only,):
            came.setdefault(ref, _Came()).awards.append(award)
    for ref, kind, number in _counted(release):
        came.setdefault(ref or only, _Came()).tenders.setdefault(kind, number)
    found = tuple(_result(ref, by_ref.get(ref), lot) for ref, lot in came.items())
    return found, total([award.amount for award in awards if award.outcome == _WON])


def _result(ref: str, lot: Lot | None, came: _Came) -> Result:
    won = [award for award in came.awards if award.outcome == _WON]
    told = won or came.awards
    concluded_on = min((award.concluded_on for award in told if award.concluded_on), default=None)
    ends_on = max((award.ends_on for award in told if award.ends_on), default=None)
    return Result(
        lot=ref,
        outcome=told[0].outcome if told else "",
        not_awarded_reason="" if won else next((award.reason for award in told if award.reason), ""),
        tenders=tuple(came.tenders.items()),
        winners=tuple(dict.fromkeys(winner for award in won for winner in award.winners)),
        awarded=total([award.amount if len(award.lots) < 2 else None for award in won]),
        concluded_on=concluded_on,
        ends_on=ends_on or contract_end(lot, concluded_on),
    )


def _awards(release: Table, parties: Parties) -> list[_Award]:
    """Every award with its contracts, then the contracts whose award is not in the release."""
    contracts: dict[str, list[Table]] = {}
    for contract in tables(release.get("contracts")):
        contracts.setdefault(words(contract.get("awardID")), []).append(contract)
    bidders = _bidders(release)
    found = []
    for award in tables(release.get("awards")):
        found.append(_award(award, contracts.pop(words(award.get("id")), []), parties, bidders))
    loose = (contract for left in contracts.values() for contract in left)
    return found + [_award({"status": "active"}, [contract], parties, bidders) for contract in loose]


def _award(award: Table, contracts: list[Table], parties: Parties, bidders: dict[str, list[Table]]) -> _Award:
    status = words(award.get("status"))
    suppliers = [*tables(award.get("suppliers")), *(s for c in contracts for s in tables(c.get("suppliers")))]
    if not suppliers:
        suppliers = _by_bids(award if status.lower() == "active" else {}, contracts, bidders)
    winners = parties.each(suppliers)
    outcome = OUTCOMES.get(status.lower(), status) or (_WON if winners else "")
    periods = [table(one.get("period")) for one in contracts] + [table(award.get("contractPeriod"))]
    return _Award(
        lots=_lots(award),
        outcome=outcome,
        reason=words(award.get("statusDetails")) if outcome != _WON else "",
        winners=winners,
        amount=amount(award.get("value")) or total([amount(contract.get("value")) for contract in contracts]),
        concluded_on=min(filter(None, (day_of(contract.get("dateSigned")) for contract in contracts)), default=None),
        ends_on=max(filter(None, (day_of(period.get("endDate")) for period in periods)), default=None),
    )


def _by_bids(award: Table, contracts: list[Table], bidders: dict[str, list[Table]]) -> list[Table]:
    """Who won, where only bids are pointed to. A contract points to those that won; an award may point to all that
    were made for the lot, and counts only where no contract tells."""
    of_contracts = [words(bid) for contract in contracts for bid in listed(contract.get("relatedBids"))]
    bids = of_contracts or [words(bid) for bid in listed(award.get("relatedBids"))]
    return [tenderer for bid in dict.fromkeys(bids) for tenderer in bidders.get(bid, ())]


def _lots(award: Table) -> tuple[str, ...]:
    """The lots of an award: named as the lots extension has it, as Prozorro has it, or by its items."""
    named = [words(ref) for ref in (*listed(award.get("relatedLots")), *listed(award.get("lotID")))]
    named = named or [words(item.get("relatedLot")) for item in tables(award.get("items"))]
    return tuple(dict.fromkeys(ref for ref in named if ref))


def _bidders(release: Table) -> dict[str, list[Table]]:
    """Who stands behind each bid."""
    details = tables(table(release.get("bids")).get("details"))
    return {words(bid.get("id")): list(tables(bid.get("tenderers"))) for bid in details}


def _counted(release: Table) -> list[tuple[str, str, int]]:
    """The bids that were counted, as (lot, kind, number); else the number of tenderers of the whole."""
    found = []
    for one in tables(table(release.get("bids")).get("statistics")):
        measure, number = words(one.get("measure")), count(one.get("value"))
        if measure and number is not None:
            lots = [words(ref) for ref in (*listed(one.get("relatedLot")), *listed(one.get("relatedLots")))]
            found += [(ref, BID_KINDS.get(measure.lower(), measure), number) for ref in lots or [""]]
    if not found:
        number = count(table(release.get("tender")).get("numberOfTenderers"))
        found = [("", "tenders", number)] if number is not None else []
    return found

"""What came of an eForms procurement: outcome and winners of each lot, and what a notice changes.

A lot's result points to contracts, a contract to tenders, a tender to a tendering party, a tendering party to
organisations; nothing but these references tells who won. Where a result names no contract (design contests), the
winner is the tender ranked first, or every tender named when none is ranked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from nybrott.core.notices.amounts import money, total
from nybrott.core.notices.dates import counted_on, day
from nybrott.core.notices.eforms_parties import Organisations
from nybrott.core.notices.model import Change, Lot, Money, Party, Result
from nybrott.core.notices.references import notice_reference
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.ubl import CAC, CBC, EFAC, EFBC, ID, child, child_value, identifiers, value

_LOT_RESULT = f"{EFAC}LotResult"
_LOT_TENDER = f"{EFAC}LotTender"
_CONTRACT = f"{EFAC}SettledContract"
_TENDERING_PARTY = f"{EFAC}TenderingParty"
_TENDERER = f"{EFAC}Tenderer"
_TENDER_LOT = f"{EFAC}TenderLot"
_TOTAL = f"{CBC}TotalAmount"
_OUTCOME = f"{CBC}TenderResultCode"
_DECISION = f"{EFAC}DecisionReason"
_DECISION_CODE = f"{EFBC}DecisionReasonCode"
_STATISTICS = f"{EFAC}ReceivedSubmissionsStatistics"
_STATISTICS_CODE = f"{EFBC}StatisticsCode"
_STATISTICS_NUMBER = f"{EFBC}StatisticsNumeric"
_MONETARY_TOTAL = f"{CAC}LegalMonetaryTotal"
_PAYABLE = f"{CBC}PayableAmount"
_RANK = f"{CBC}RankCode"
_ISSUED = f"{CBC}IssueDate"
_CHANGED_NOTICE = f"{EFBC}ChangedNoticeIdentifier"
_CHANGE = f"{EFAC}Change"
_CHANGE_TEXT = f"{EFBC}ChangeDescription"
_CHANGED_SECTION = f"{EFBC}ChangedSectionIdentifier"
_CHANGE_REASON = f"{EFAC}ChangeReason"
_REASON_CODE = f"{CBC}ReasonCode"
_REASON_TEXT = f"{EFBC}ReasonDescription"

# How many references are followed in one notice. Real ones need some thousands; a file in which everything points to
# everything would otherwise never end.
MOST_STEPS = 1_000_000


@dataclass(slots=True)
class _Tender:
    lot: str
    parties: list[str]
    rank: str
    amount: Money | None


@dataclass(slots=True)
class _Contract:
    tenders: list[str]
    concluded_on: date | None


@dataclass(slots=True)
class _Outcome:
    """One `efac:NoticeResult` taken apart, before its references are followed."""

    total: Money | None = None
    lots: list[etree._Element] = field(default_factory=list)
    tenders: dict[str, _Tender] = field(default_factory=dict)
    contracts: dict[str, _Contract] = field(default_factory=dict)
    parties: dict[str, list[str]] = field(default_factory=dict)
    steps_left: int = MOST_STEPS


def results(
    element: etree._Element, organisations: Organisations, lots: Iterable[Lot]
) -> tuple[tuple[Result, ...], Money | None, tuple[str, ...]]:
    """The result of each lot, the total value of the notice (BT-161), and a remark when too much points to too much.

    A result's value is the sum of its winning tenders. The total, where the notice gives none, is the sum over the
    lots that were awarded, if every one of them has a value in the same currency.
    """
    outcome = _taken_apart(element)
    lots_by_ref = {lot.ref: lot for lot in lots}
    found = tuple(_result(result, outcome, organisations, lots_by_ref) for result in outcome.lots)
    awarded = outcome.total or total([result.awarded for result in found if result.winners])
    remarks = ("more references among the results than are followed; some winners are left out",)
    return found, awarded, remarks if outcome.steps_left < 0 else ()


def _taken_apart(element: etree._Element) -> _Outcome:
    outcome = _Outcome()
    for part in element:
        tag = part.tag
        if tag == _LOT_RESULT:
            outcome.lots.append(part)
        elif tag == _LOT_TENDER:
            outcome.tenders[child_value(part, ID)] = _tender(part)
        elif tag == _CONTRACT:
            concluded_on = day(child_value(part, _ISSUED))
            outcome.contracts[child_value(part, ID)] = _Contract(identifiers(part, _LOT_TENDER), concluded_on)
        elif tag == _TENDERING_PARTY:
            outcome.parties[child_value(part, ID)] = identifiers(part, _TENDERER)
        elif tag == _TOTAL:
            outcome.total = money(part.text, part.get("currencyID"))
    return outcome


def _tender(element: etree._Element) -> _Tender:
    tender = _Tender("", [], "", None)
    for part in element:
        tag = part.tag
        if tag == _TENDER_LOT:
            tender.lot = child_value(part, ID)
        elif tag == _TENDERING_PARTY:
            tender.parties.append(child_value(part, ID))
        elif tag == _RANK:
            tender.rank = value(part)
        elif tag == _MONETARY_TOTAL:
            amount = child(part, _PAYABLE)
            tender.amount = money(amount.text, amount.get("currencyID")) if amount is not None else None
    return tender


def _result(element: etree._Element, outcome: _Outcome, organisations: Organisations, lots: dict[str, Lot]) -> Result:
    lot = code = reason = ""
    counts: list[tuple[str, int]] = []
    named_tenders: list[str] = []
    named_contracts: list[str] = []
    for part in element:
        tag = part.tag
        if tag == _TENDER_LOT:
            lot = child_value(part, ID)
        elif tag == _OUTCOME:
            code = value(part)
        elif tag == _DECISION:
            reason = reason or child_value(part, _DECISION_CODE)
        elif tag == _STATISTICS:
            number = child_value(part, _STATISTICS_NUMBER)
            if number.isascii() and number.isdigit() and len(number) < 10:
                counts.append((child_value(part, _STATISTICS_CODE), int(number)))
        elif tag == _LOT_TENDER:
            named_tenders.append(child_value(part, ID))
        elif tag == _CONTRACT:
            named_contracts.append(child_value(part, ID))
    contracts = [outcome.contracts[ref] for ref in named_contracts if ref in outcome.contracts]
    winning = _winning(lot, code, contracts, named_tenders, outcome)
    concluded_on = min((c.concluded_on for c in contracts if c.concluded_on), default=None)
    return Result(
        lot=lot,
        outcome=code,
        not_awarded_reason=reason,
        tenders=tuple(counts),
        winners=_winners(winning, outcome, organisations),
        awarded=total([tender.amount for tender in winning]),
        concluded_on=concluded_on,
        ends_on=_end(lots.get(lot), concluded_on),
    )


def _winning(
    lot: str, code: str, contracts: list[_Contract], named_tenders: list[str], outcome: _Outcome
) -> list[_Tender]:
    outcome.steps_left -= len(named_tenders) + sum(1 + len(contract.tenders) for contract in contracts)
    if outcome.steps_left < 0:
        return []
    refs = dict.fromkeys(ref for contract in contracts for ref in contract.tenders)
    if not refs and code in {"", "selec-w"}:
        named = {ref: outcome.tenders[ref] for ref in named_tenders if ref in outcome.tenders}
        ranked = any(tender.rank for tender in named.values())
        refs = dict.fromkeys(ref for ref, tender in named.items() if not ranked or tender.rank == "1")
    tenders = [outcome.tenders[ref] for ref in refs if ref in outcome.tenders]
    return [tender for tender in tenders if tender.lot in {"", lot}]


def _winners(winning: list[_Tender], outcome: _Outcome, organisations: Organisations) -> tuple[Party, ...]:
    parties_of = [outcome.parties.get(party, []) for tender in winning for party in tender.parties]
    outcome.steps_left -= sum(map(len, parties_of))
    if outcome.steps_left < 0:
        return ()
    refs = [ref for parties in parties_of for ref in parties]
    parties = (organisations.party(ref) for ref in dict.fromkeys(refs))
    return tuple(dict.fromkeys(party for party in parties if party is not None))


def _end(lot: Lot | None, concluded_on: date | None) -> date | None:
    """When the contract runs out: as written, else the duration counted on from the start or the conclusion."""
    if lot is None:
        return None
    start = lot.starts_on or concluded_on
    if lot.ends_on or lot.duration is None or start is None:
        return lot.ends_on
    return counted_on(start, lot.duration, lot.duration_unit)


def changes(element: etree._Element, texts: Texts) -> list[Change]:
    """What an `efac:Changes` (a corrected notice) or `efac:ContractModification` changes, one `Change` a section."""
    of = reason = ""
    sections: list[str] = []
    for part in element:
        tag = part.tag
        if tag == _CHANGED_NOTICE:
            of = of or notice_reference(value(part))
        elif tag == _CHANGE:
            sections += [value(section) for section in part.iterdescendants(_CHANGED_SECTION) if value(section)]
            for text in part.iterchildren(_CHANGE_TEXT):
                texts.add_element("change", text)
        elif tag == _CHANGE_REASON:
            reason = reason or child_value(part, _REASON_CODE)
            for text in part.iterchildren(_REASON_TEXT):
                texts.add_element("change", text)
    if not (of or reason or sections):
        return []
    return [Change(of=of, reason=reason, section=section) for section in dict.fromkeys(sections or [""])]

"""Draws one notice together from the lake's tables."""

# ruff: noqa: S608 - SQL is put together from this room's own names; values always go as parameters

from collections.abc import Sequence
from typing import Any

from nybrott.core.notices import Money
from nybrott.lake.opened import Opened
from nybrott.lake.shapes import (
    Finding,
    NoticeChange,
    NoticeCode,
    NoticeCriterion,
    NoticeGuess,
    NoticeLot,
    NoticePage,
    NoticeParty,
    NoticeResult,
    NoticeRow,
    NoticeText,
)
from nybrott.lake.tables import DETAIL

NOTICE_ROW = (
    "key, title, country, buyer, buyer_name, published_on, year, stage, procedure, procedure_key, format, doffin_ref,"
    " publication_ref, language, cpv_main, market_dialogue, innovation, partnership, friendly, strict, declared,"
    " behavioural, candidates"
)
_ROW_COLUMNS = NOTICE_ROW.count(",") + 1
_HEAD = (
    "notice_id, version, procedure_id, procedure_link, previous, path, regime, form_type, notice_type, subtype,"
    " legal_basis, procedure_features, dispatched_on, planned_on, deadline_on, url, cpv_additional, estimated_minor,"
    " estimated_currency, awarded_minor, awarded_currency, remarks, test_words, rules"
)
_PARTY = "name, ref, ref_raw, country_of_party, nuts, legal_type, activity, size"


def notice_row(row: Sequence[Any]) -> NoticeRow:
    """A row of `NOTICE_ROW` columns."""
    return NoticeRow(*(*row[:-1], tuple(row[-1])))


def notice_page(lake: Opened, key: str) -> NoticePage | None:
    """One notice with all that hangs on it, in thirteen queries."""
    heads = lake.ask(f"select {NOTICE_ROW}, {_HEAD} from notices where key = $key limit 1", {"key": key})
    if not heads:
        return None
    head = notice_row(heads[0][:_ROW_COLUMNS])
    rest = dict(zip(_HEAD.replace(" ", "").split(","), heads[0][_ROW_COLUMNS:], strict=True))
    of_notice = _Of(lake, head)
    return NoticePage(
        head=head,
        notice_id=rest["notice_id"],
        version=rest["version"],
        procedure_id=rest["procedure_id"],
        procedure_link=rest["procedure_link"],
        previous=tuple(rest["previous"]),
        path=rest["path"],
        regime=rest["regime"],
        form_type=rest["form_type"],
        notice_type=rest["notice_type"],
        subtype=rest["subtype"],
        legal_basis=rest["legal_basis"],
        procedure_features=tuple(rest["procedure_features"]),
        dispatched_on=rest["dispatched_on"],
        planned_on=rest["planned_on"],
        deadline_on=rest["deadline_on"],
        url=rest["url"],
        cpv_additional=tuple(rest["cpv_additional"]),
        remarks=tuple(rest["remarks"]),
        test_words=rest["test_words"],
        rules=rest["rules"],
        estimated=_money(rest["estimated_minor"], rest["estimated_currency"]),
        awarded=_money(rest["awarded_minor"], rest["awarded_currency"]),
        texts=tuple(NoticeText(*row) for row in of_notice.rows("texts", "ordinal, field, lot, language, content")),
        findings=tuple(Finding(*row) for row in of_notice.rows(
            "findings", "signal, family, lens, weight, field, words, text, start_at, end_at"
        )),
        buyers=tuple(NoticeParty(*row) for row in of_notice.rows("buyers", _PARTY)),
        lots=tuple(map(_lot, of_notice.rows(
            "lots", "ref, kind, cpv_main, cpv_additional, nuts, estimated_minor, estimated_currency, framework,"
            " dynamic, variants, eu_funded, duration, duration_unit, starts_on, ends_on, deadline_on",
        ))),
        results=_results(of_notice),
        criteria=tuple(NoticeCriterion(*row) for row in of_notice.rows(
            "criteria", "kind, name, text, weight, weight_kind, lot"
        )),
        codes=tuple(NoticeCode(*row) for row in of_notice.rows("codes", "field, value, lot")),
        changes=tuple(NoticeChange(*row) for row in of_notice.rows("changes", "changed, reason, section")),
        siblings=_siblings(lake, head),
        guesses=_guesses(lake, head),
    )  # fmt: skip


class _Of:
    """Asks for rows of one notice, in its partition alone."""

    def __init__(self, lake: Opened, head: NoticeRow) -> None:
        self._lake, self._head = lake, head

    def rows(self, table: str, columns: str, order: str = "ordinal") -> list[tuple[Any, ...]]:
        """The notice's rows of a table."""
        values = {"key": self._head.key}
        if table in DETAIL:
            source = self._lake.of_partition(table, self._head.year, self._head.country)
            return self._lake.ask(f"select {columns} from {source} where key = $key order by {order}", values)
        where = "key = $key and country = $country"
        values["country"] = self._head.country
        if self._head.year is not None:
            where += f" and year = {self._head.year}"
        return self._lake.ask(f"select {columns} from {table} where {where} order by {order}", values)


def _results(of_notice: _Of) -> tuple[NoticeResult, ...]:
    tenders: dict[int, list[tuple[str, int]]] = {}
    for number, kind, count in of_notice.rows("tenders", "result, kind, number", "result, kind, number"):
        tenders.setdefault(number, []).append((kind, count))
    winners: dict[int, list[NoticeParty]] = {}
    for number, *party in of_notice.rows("winners", f"result, {_PARTY}", "result, ordinal"):
        winners.setdefault(number, []).append(NoticeParty(*party))
    rows = of_notice.rows(
        "results", "ordinal, lot, outcome, not_awarded_reason, awarded_minor, awarded_currency, concluded_on, ends_on"
    )
    return tuple(
        NoticeResult(
            lot, outcome, reason, tuple(tenders.get(number, ())), tuple(winners.get(number, ())),
            _money(minor, currency), concluded_on, ends_on,
        )
        for number, lot, outcome, reason, minor, currency, concluded_on, ends_on in rows
    )  # fmt: skip


def _lot(row: Sequence[Any]) -> NoticeLot:
    ref, kind, cpv_main, cpv_additional, nuts, minor, currency, *rest = row
    return NoticeLot(ref, kind, cpv_main, tuple(cpv_additional), tuple(nuts), _money(minor, currency), *rest)


def _siblings(lake: Opened, head: NoticeRow) -> tuple[NoticeRow, ...]:
    rows = lake.ask(
        f"select {NOTICE_ROW} from notices where procedure_key = $procedure and key <> $key"
        " order by published_on nulls last, key limit 100",
        {"procedure": head.procedure_key, "key": head.key},
    )
    return tuple(map(notice_row, rows))


def _guesses(lake: Opened, head: NoticeRow) -> tuple[NoticeGuess, ...]:
    """Both ways: what followed this procedure's dialogue, and the dialogues this procedure followed."""
    reasons = "known_by, days, score, shared_words, cpv_digits"
    rows = lake.ask(
        f"select {NOTICE_ROW}, is_dialogue, {reasons} from notices join ("
        f" select competition_key as other, false as is_dialogue, {reasons} from guesses join notices using (key)"
        " where known_by <> 'identifier' and notices.procedure_key = $procedure"
        f" union all select key, true, {reasons} from guesses"
        " where known_by <> 'identifier' and guesses.procedure_key = $procedure"
        ") on notices.key = other order by published_on, key limit 100",
        {"procedure": head.procedure_key},
    )
    return tuple(
        NoticeGuess(notice_row(row[:_ROW_COLUMNS]), is_dialogue, known_by, days, score, tuple(words), digits)
        for row in rows
        for is_dialogue, known_by, days, score, words, digits in [row[_ROW_COLUMNS:]]
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)

"""Turns notices and what was found in them into columns, many notices at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa

from nybrott.core import keys
from nybrott.core.notices import Money, Notice, Party, mere_test
from nybrott.core.signals import Catalogue, Findings
from nybrott.lake.tables import DETAIL, stored_schema

Named = tuple[str, Notice, Findings]
Partition = tuple[int | None, str]
Rows = dict[str, list[tuple[object, ...]]]

# The tables of `COUNTED` that come from one notice at a time.
_COUNTED_AS_READ = ("notices", "findings", "results", "tenders", "winners")

_LARGEST_MINOR = 2**63 - 1
_LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows of some notices. `counted`: the counted tables that are read from notices, in the order the notices came
    in. `detail`: for each partition, in order, the tables of `DETAIL`, in the same order within; `sizes`: how many
    notices each partition has."""

    counted: dict[str, pa.RecordBatch]
    detail: dict[Partition, dict[str, pa.RecordBatch]]
    sizes: dict[Partition, int]


def record_batches(notices: Sequence[Named], catalogue: Catalogue) -> Stored:
    """The rows of these notices (key, notice, findings).

    All are turned into columns together and then cut apart, for a batch of Arrow rows costs the same whether it has one
    row or a thousand.
    """
    counted: Rows = {table: [] for table in _COUNTED_AS_READ}
    partitions: dict[Partition, list[Named]] = {}
    for named in notices:
        partition = (keys.year(named[1]), keys.country(named[1]))
        _add_counted(counted, named, partition, catalogue)
        partitions.setdefault(partition, []).append(named)
    detail: Rows = {table: [] for table in DETAIL}
    ends = [dict.fromkeys(DETAIL, 0)]
    in_order = sorted(partitions, key=lambda partition: (partition[0] or 0, partition[1]))
    for partition in in_order:
        for key, notice, _ in partitions[partition]:
            _add_detail(detail, key, notice)
        ends.append({table: len(rows) for table, rows in detail.items()})
    whole = {table: _batch(rows, stored_schema(table)) for table, rows in detail.items()}
    return Stored(
        {table: _batch(rows, stored_schema(table)) for table, rows in counted.items()},
        {
            partition: {table: batch.slice(start[table], end[table] - start[table]) for table, batch in whole.items()}
            for partition, (start, end) in zip(in_order, pairwise(ends), strict=True)
        },
        {partition: len(partitions[partition]) for partition in in_order},
    )


def _batch(rows: list[tuple[object, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns: Sequence[Sequence[object]] = list(zip(*rows, strict=True)) if rows else [() for _ in schema]
    arrays = [_array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        # half a surrogate pair, as JSON may hold: no text in any file format
        return pa.array([_mended(value) for value in values], kind)


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, tuple):
        return tuple(_mended(item) for item in value)
    return value


def _add_counted(rows: Rows, named: Named, partition: Partition, catalogue: Catalogue) -> None:
    key, notice, findings = named
    rows["notices"].append((*_head(key, notice, findings, catalogue.version), *partition))
    for number, seen in enumerate(findings.evidence):
        signal = catalogue.signals[seen.signal]
        rows["findings"].append((
            key, number, seen.signal, signal.family, signal.lens, seen.weight, seen.field, seen.text,
            seen.text_index, seen.start, seen.end, *partition,
        ))  # fmt: skip
    for number, result in enumerate(notice.results):
        received = next((count for kind, count in result.tenders if kind == "tenders"), None)
        rows["results"].append((
            key, number, result.lot, result.outcome, result.not_awarded_reason, _number(received),
            *_money(result.awarded), result.concluded_on, result.ends_on, *partition,
        ))  # fmt: skip
        for kind, count in result.tenders:
            if 0 <= count <= _LARGEST_NUMBER:
                rows["tenders"].append((key, number, kind, count, *partition))
        for place, winner in enumerate(result.winners):
            rows["winners"].append((key, number, place, *_party(winner), *partition))


def _add_detail(rows: Rows, key: str, notice: Notice) -> None:
    add = rows["texts"].append
    for number, text in enumerate(notice.texts):
        add((key, number, text.field, text.lot, text.language, text.content))
    for number, party in enumerate(notice.buyers):
        rows["buyers"].append((key, number, *_party(party)))
    for number, lot in enumerate(notice.lots):
        rows["lots"].append((
            key, number, lot.ref, lot.kind, lot.cpv_main, lot.cpv_additional, lot.nuts, *_money(lot.estimated),
            lot.framework, lot.dynamic, lot.variants, lot.eu_funded, _number(lot.duration), lot.duration_unit,
            lot.starts_on, lot.ends_on, lot.deadline_on, lot.options, _number(lot.renewals),
        ))  # fmt: skip
    for number, criterion in enumerate(notice.criteria):
        rows["criteria"].append((
            key, number, criterion.kind, criterion.name, criterion.text, criterion.weight, criterion.weight_kind,
            criterion.lot,
        ))  # fmt: skip
    for number, code in enumerate(notice.codes):
        rows["codes"].append((key, number, code.field, code.value, code.lot))
    for number, change in enumerate(notice.changes):
        rows["changes"].append((key, number, change.of, change.reason, change.section))


def _head(key: str, notice: Notice, findings: Findings, rules: str) -> tuple[object, ...]:
    first = notice.buyers[0] if notice.buyers else Party("")
    procedure_key, procedure_link = keys.procedure(notice, key)
    lenses = findings.lenses
    return (
        key, procedure_key, procedure_link, notice.path, notice.format, notice.notice_id, notice.version,
        notice.publication_ref, notice.doffin_ref, notice.procedure_id, notice.previous, notice.regime,
        notice.form_type, notice.notice_type, notice.subtype, notice.legal_basis, notice.stage, notice.procedure,
        notice.procedure_features, notice.language, notice.published_on, notice.dispatched_on, notice.planned_on,
        notice.deadline_on, notice.url, notice.title(), keys.buyer(notice), first.ref, first.name,
        len(notice.buyers), notice.cpv_main, notice.cpv_additional, *_money(notice.estimated),
        *_money(notice.awarded), findings.market_dialogue, findings.innovation, findings.partnership,
        findings.friendly, lenses.strict, lenses.declared, lenses.behavioural, findings.candidates,
        _remarks(notice), mere_test(notice) if notice.stage == keys.TEST else "", rules,
    )  # fmt: skip


def _party(party: Party) -> tuple[str, ...]:
    return (
        party.name, party.ref, party.ref_raw, party.country, party.nuts, party.legal_type, party.activity, party.size,
    )  # fmt: skip


def _money(amount: Money | None) -> tuple[int | None, str]:
    if amount is None or abs(amount.minor) > _LARGEST_MINOR:
        return None, ""
    return amount.minor, amount.currency


def _remarks(notice: Notice) -> tuple[str, ...]:
    amounts = [notice.estimated, notice.awarded, *(lot.estimated for lot in notice.lots)]
    amounts += [result.awarded for result in notice.results]
    if any(amount and abs(amount.minor) > _LARGEST_MINOR for amount in amounts):
        return (*notice.remarks, "an amount is too large to be one; left out")
    return notice.remarks


def _number(value: int | None) -> int | None:
    return value if value is None or abs(value) <= _LARGEST_NUMBER else None

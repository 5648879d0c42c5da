"""Whatever a notice holds can be stored and comes back; keys are stable, unique and fit for an address."""

import re
from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as some

from nybrott.core import keys
from nybrott.core.notices import Money, Notice, Party, Text
from nybrott.core.notices.model import Code, Lot, Result
from nybrott.core.signals import catalogue, find
from nybrott.lake.rows import record_batches
from nybrott.lake.tables import DETAIL, stored_schema

texts = some.text(max_size=20)
money = some.none() | some.builds(Money, some.integers(-(2**63), 2**64), some.sampled_from(["NOK", "EUR"]))
parties = some.builds(Party, name=texts, ref=texts, country=texts)
notices = some.builds(
    Notice, path=texts, format=some.sampled_from(["eforms", "ted-xml", "ocds", "record"]), notice_id=texts,
    version=texts, procedure_id=texts, country=texts, url=texts, stage=some.sampled_from(["planning", "result", "other"]),
    published_on=some.none() | some.dates(), previous=some.lists(texts, max_size=2).map(tuple),
    texts=some.lists(some.builds(Text, field=some.sampled_from(["title", "description"]), content=texts), max_size=3).map(tuple),
    buyers=some.lists(parties, max_size=2).map(tuple), estimated=money,
    lots=some.lists(some.builds(Lot, ref=texts, estimated=money, duration=some.none() | some.integers(0, 10**12)), max_size=2).map(tuple),
    codes=some.lists(some.builds(Code, field=texts, value=texts), max_size=2).map(tuple),
    results=some.lists(
        some.builds(
            Result, lot=texts, awarded=money, winners=some.lists(parties, max_size=2).map(tuple),
            tenders=some.lists(some.tuples(some.sampled_from(["tenders", "t-sme"]), some.integers(0, 10**12)), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)  # fmt: skip


def stored(*found: Notice) -> dict[str, list[dict[str, object]]]:
    signs = catalogue()
    rows = record_batches([(f"key-{n}", one, find(one, signs)) for n, one in enumerate(found)], signs)
    tables = {table: batch.to_pylist() for table, batch in rows.counted.items()}
    for table in DETAIL:
        tables[table] = [row for partition in rows.detail.values() for row in partition[table].to_pylist()]
    return tables


@given(notices)
def test_any_notice_can_be_stored(notice: Notice) -> None:
    tables = stored(notice)
    (head,) = tables["notices"]
    assert head["notice_id"] == notice.notice_id
    assert head["published_on"] == notice.published_on
    assert [row["content"] for row in tables["texts"]] == [text.content for text in notice.texts]
    assert [row["lot"] for row in tables["results"]] == [result.lot for result in notice.results]
    fits = notice.estimated is not None and abs(notice.estimated.minor) < 2**63
    assert head["estimated_minor"] == (notice.estimated.minor if fits and notice.estimated else None)
    assert sum(1 for row in tables["winners"]) == sum(len(result.winners) for result in notice.results)


@given(some.lists(notices, max_size=5))
def test_rows_are_cut_where_partitions_begin(found: list[Notice]) -> None:
    signs = catalogue()
    named = [(f"key-{number}", one, find(one, signs)) for number, one in enumerate(found)]
    together = record_batches(named, signs)
    assert [row["key"] for row in together.counted["notices"].to_pylist()] == [key for key, _, _ in named]
    partitions = {(keys.year(one), keys.country(one)) for one in found}
    assert list(together.detail) == sorted(partitions, key=lambda partition: (partition[0] or 0, partition[1]))
    for partition, tables in together.detail.items():
        own = [one for one in named if (keys.year(one[1]), keys.country(one[1])) == partition]
        alone = record_batches(own, signs).detail[partition]
        for table, rows in tables.items():
            assert rows.to_pylist() == alone[table].to_pylist()
            sent = pa.ipc.read_record_batch(rows.serialize(), stored_schema(table))
            assert sent.equals(rows)


def test_an_amount_too_large_to_be_one_is_left_out_and_said() -> None:
    (head,) = stored(Notice("p", "eforms", "n", estimated=Money(10**30, "NOK"), remarks=("mended",)))["notices"]
    assert (head["estimated_minor"], head["estimated_currency"]) == (None, "")
    assert head["remarks"] == ["mended", "an amount is too large to be one; left out"]


def test_half_a_surrogate_pair_is_stored_as_a_question_mark() -> None:
    tables = stored(Notice("p\ud800", "record", "n", texts=(Text("title", "a\udfffb"),), previous=("\ud800",)))
    assert tables["notices"][0]["path"] == "p?"
    assert tables["notices"][0]["previous"] == ["?"]
    assert tables["texts"][0]["content"] == "a?b"


@given(notices)
def test_keys_are_fit_for_an_address(notice: Notice) -> None:
    key = keys.key(notice, keys.identity(notice))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
    assert len(key) <= 61
    assert re.fullmatch(r"|[a-z0-9]+(-[a-z0-9]+)*", keys.buyer(notice))
    assert re.fullmatch(r"[A-Z]{2}", keys.country(notice))


@given(notices, notices)
def test_keys_tell_notices_apart(one: Notice, other: Notice) -> None:
    same = keys.identity(one) == keys.identity(other)
    assert same == (keys.key(one, keys.identity(one)) == keys.key(other, keys.identity(other)))


def test_where_a_notice_was_found_does_not_change_its_key() -> None:
    here, there = (Notice(path, "eforms", "4f1c-01", version="01", country="NO") for path in ("a.xml", "b.zip!c.xml"))
    assert (
        keys.key(here, keys.identity(here))
        == keys.key(there, keys.identity(there))
        == "4f1c-01-" + keys.identity(here).hex()[:10]
    )


def test_records_of_two_lists_are_two_though_both_begin_at_one() -> None:
    first = Notice("a.jsonl", "record", "1", texts=(Text("title", "Skole"),), published_on=date(2024, 1, 1))
    other = Notice("b.jsonl", "record", "1", texts=(Text("title", "Sykehjem"),), published_on=date(2024, 1, 1))
    again = Notice("c.jsonl", "record", "1", texts=(Text("title", "Skole"),), published_on=date(2024, 1, 1))
    assert keys.identity(first) != keys.identity(other)
    assert keys.identity(first) == keys.identity(again)


def test_buyers_without_a_number_are_known_by_their_name() -> None:
    def named(name: str, ref: str = "") -> str:
        return keys.buyer(Notice("p", "eforms", "n", buyers=(Party(name, ref=ref),)))

    assert named("Fjordvik  Kommune") == named("FJORDVIK KOMMUNE")
    assert named("Fjordvik kommune") != named("Nordfjell kommune")
    assert named("x", "310400009") == "310400009"
    assert named("x", "HE/12") != named("x", "HE-12")
    assert keys.buyer(Notice("p", "eforms", "n")) == ""

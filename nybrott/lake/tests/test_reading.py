"""The read side: every answer against the notices themselves, lists that hold together, doors that stay shut."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from nybrott.core import keys
from nybrott.core.notices import Notice
from nybrott.core.signals import Findings
from nybrott.lake import Lake, LakeQuestion, NoLake, build, open_lake
from nybrott.lake.narrowing import NOTICE_SORTS, ORGANISATION_SORTS
from nybrott.lake.opened import Opened
from nybrott.lake.shapes import Coverage, NoticePage, NoticeRow, OrganisationRow
from nybrott.lake.tests import twin
from nybrott.lake.tests.factories import hard_notices, notice, put
from nybrott.lake.tests.test_measures import both, read_all
from nybrott.lake.tests.twin import Seen


@dataclass
class Held:
    """A lake and what it should hold."""

    lake: Lake
    seen: dict[str, Seen]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, samples: Path, real_data: Path | None) -> Held:
    folder = tmp_path_factory.mktemp("read")
    put(folder / "in", *hard_notices(60))
    real = [real_data / "notices" / "eforms" / "NOR"] if real_data else []
    lake, seen = both([samples, folder / "in", *real], folder / "lake")
    return Held(lake, {one.key: one for one in seen})


def all_rows(ask: Callable[[int], object]) -> list[NoticeRow]:
    """Every row of a list, page by page."""
    rows: list[NoticeRow] = []
    number = 1
    while True:
        page = ask(number)
        rows += page.rows  # type: ignore[attr-defined]
        if number >= page.pages:  # type: ignore[attr-defined]
            return rows
        number += 1


def test_a_notice_comes_back_as_it_was_read(held: Held) -> None:
    """Field by field, text by text: nothing is lost or changed on the way through the lake."""
    assert len(held.seen) > 80
    for key, seen in held.seen.items():
        page = held.lake.notice(key)
        assert page is not None
        same_head(page, seen.notice, seen.findings)
        same_parts(page, seen.notice)
        same_findings(page, seen.findings)


def same_head(page: NoticePage, notice: Notice, findings: Findings) -> None:
    for name in (
        "notice_id", "version", "procedure_id", "previous", "path", "regime", "form_type", "notice_type", "subtype",
        "legal_basis", "procedure_features", "dispatched_on", "planned_on", "deadline_on", "url", "cpv_additional",
        "estimated", "awarded", "remarks",
    ):  # fmt: skip
        assert getattr(page, name) == getattr(notice, name), name
    head = page.head
    for name in (
        "stage", "procedure", "format", "doffin_ref", "publication_ref", "language", "cpv_main", "published_on", "year",
    ):  # fmt: skip
        assert getattr(head, name) == getattr(notice, name), name
    assert (head.title, head.country) == (notice.title(), keys.country(notice))
    assert (head.buyer, head.buyer_name) == (keys.buyer(notice), notice.buyers[0].name if notice.buyers else "")
    for name in ("market_dialogue", "innovation", "partnership", "friendly", "candidates"):
        assert getattr(head, name) == getattr(findings, name), name
    assert (head.strict, head.declared, head.behavioural) == (
        findings.lenses.strict, findings.lenses.declared, findings.lenses.behavioural,
    )  # fmt: skip


def same_parts(page: NoticePage, notice: Notice) -> None:
    def plain(party: object) -> tuple[object, ...]:
        names = ("name", "ref", "ref_raw", "country", "nuts", "legal_type", "activity", "size")
        return tuple(getattr(party, name) for name in names)

    assert [(t.ordinal, t.field, t.content, t.language, t.lot) for t in page.texts] == [
        (number, t.field, t.content, t.language, t.lot) for number, t in enumerate(notice.texts)
    ]
    assert [plain(one) for one in page.buyers] == [plain(one) for one in notice.buyers]
    lot_names = tuple(name for name in type(page.lots[0]).__slots__) if page.lots else ()
    assert [[getattr(lot, name) for name in lot_names] for lot in page.lots] == [
        [getattr(lot, name) for name in lot_names] for lot in notice.lots
    ]
    assert [
        (r.lot, r.outcome, r.not_awarded_reason, sorted(r.tenders), [plain(w) for w in r.winners], r.awarded, r.concluded_on, r.ends_on)
        for r in page.results
    ] == [
        (r.lot, r.outcome, r.not_awarded_reason, sorted(r.tenders), [plain(w) for w in r.winners], r.awarded, r.concluded_on, r.ends_on)
        for r in notice.results
    ]  # fmt: skip
    assert [(c.kind, c.name, c.text, c.weight, c.weight_kind, c.lot) for c in page.criteria] == [
        (c.kind, c.name, c.text, c.weight, c.weight_kind, c.lot) for c in notice.criteria
    ]
    assert [(c.field, c.value, c.lot) for c in page.codes] == [(c.field, c.value, c.lot) for c in notice.codes]
    assert [(c.changed, c.reason, c.section) for c in page.changes] == [
        (c.of, c.reason, c.section) for c in notice.changes
    ]


def same_findings(page: NoticePage, findings: Findings) -> None:
    assert [(f.signal, f.field, f.words, f.weight, f.text, f.start, f.end) for f in page.findings] == [
        (e.signal, e.field, e.text, e.weight, e.text_index, e.start, e.end) for e in findings.evidence
    ]
    texts = {text.ordinal: text for text in page.texts}
    for finding in page.findings:
        if finding.text >= 0:
            assert texts[finding.text].content[finding.start : finding.end] == finding.words


def test_the_others_of_its_procedure_are_named(held: Held) -> None:
    together: dict[str, set[str]] = {}
    for key, seen in held.seen.items():
        together.setdefault(seen.procedure, set()).add(key)
    assert any(len(members) > 1 for members in together.values())
    for members in together.values():
        for key in members:
            page = held.lake.notice(key)
            assert page is not None
            assert {row.key for row in page.siblings} == members - {key}
            days = [row.published_on or date.max for row in page.siblings]
            assert days == sorted(days)


def test_coverage_counts_what_is_there(held: Held) -> None:
    coverage = held.lake.coverage()
    notices = [seen.notice for seen in held.seen.values()]
    assert coverage.notices == len(notices)
    assert coverage.procedures == len({seen.procedure for seen in held.seen.values() if seen.notice.stage != "test"})
    assert coverage.buyers == len({(keys.country(one), keys.buyer(one)) for one in notices if keys.buyer(one)})
    for told, of in (
        (coverage.by_format, lambda one: one.format),
        (coverage.by_year, lambda one: one.year),
        (coverage.by_country, keys.country),
        (coverage.by_stage, lambda one: one.stage),
    ):
        counts = {count.name: count.notices for count in told}
        assert counts == {name: sum(1 for one in notices if of(one) == name) for name in {of(one) for one in notices}}
    dated = [one.published_on for one in notices if one.published_on]
    assert (coverage.first_on, coverage.last_on) == (min(dated), max(dated))
    assert coverage.errors == held.lake.errors().total >= 1


NARROWED: list[tuple[dict[str, object], Callable[[Notice, Findings], bool]]] = [
    ({}, lambda notice, findings: True),
    ({"country": "NO"}, lambda notice, _: notice.country == "NO"),
    ({"country": "NO", "year": "2023"}, lambda notice, _: notice.country == "NO" and notice.year == 2023),
    ({"stage": "planning"}, lambda notice, _: notice.stage == "planning"),
    ({"format": "eforms", "procedure": "open"}, lambda notice, _: (notice.format, notice.procedure) == ("eforms", "open")),
    ({"buyer": "310400009"}, lambda notice, _: keys.buyer(notice) == "310400009"),
    ({"cpv": "72"}, lambda notice, _: notice.cpv_main.startswith("72")),
    ({"title": "KJØP"}, lambda notice, _: "kjøp" in notice.title().lower()),
    ({"title": "100%_\\"}, lambda notice, _: "100%_\\" in notice.title()),
    ({"lens": "any"}, lambda _, f: f.lenses.strict or f.lenses.declared or f.lenses.behavioural),
    ({"lens": "strict"}, lambda _, findings: findings.lenses.strict),
    ({"sign": "market_dialogue"}, lambda _, findings: findings.market_dialogue),
    ({"sign": "candidate"}, lambda _, findings: bool(findings.candidates)),
    ({"signal": "dialogue-announced"}, lambda _, findings: any(e.signal == "dialogue-announced" for e in findings.evidence)),
    ({"stage": None, "sign": "", "year": None}, lambda notice, findings: True),
]  # fmt: skip


@pytest.mark.parametrize(("where", "kept"), NARROWED, ids=lambda value: str(value) if isinstance(value, dict) else "")
def test_lists_hold_what_they_should(held: Held, where: dict[str, object], kept: Callable[..., bool]) -> None:
    rows = all_rows(lambda number: held.lake.notices(where, page=number, size=7))
    wanted = {key for key, seen in held.seen.items() if kept(seen.notice, seen.findings)}
    assert [row.key for row in rows] == list(dict.fromkeys(row.key for row in rows))
    assert {row.key for row in rows} == wanted
    assert wanted or "100%" in str(where)


@pytest.mark.parametrize("sort", NOTICE_SORTS)
def test_lists_are_sorted_and_the_same_every_time(held: Held, sort: str) -> None:
    names = {"published": "published_on", "buyer": "buyer_name"}
    for descending in (False, True):
        rows = all_rows(lambda number, to=descending: held.lake.notices(sort=sort, descending=to, page=number, size=9))
        again = held.lake.notices(sort=sort, descending=descending, size=1000).rows
        assert [row.key for row in rows] == [row.key for row in again]
        if sort not in ("title", "buyer"):
            values = [value for row in rows if (value := getattr(row, names.get(sort, sort))) is not None]
            assert values == sorted(values, reverse=descending)


def test_sorting_knows_the_last_letters(tmp_path: Path) -> None:
    names = ["Ås kommune", "Aurskog", "Østre Toten", "Ærfugl", "Aasen", "Zulu", "bø", "Alta"]
    put(tmp_path / "in", *(notice(f"n-{n}", buyer=name, title=name, ref="") for n, name in enumerate(names)))
    build([tmp_path / "in"], tmp_path / "lake")
    lake = open_lake(tmp_path / "lake")
    wanted = ["Alta", "Aurskog", "bø", "Zulu", "Ærfugl", "Østre Toten"]
    for listed in (
        [row.title for row in lake.notices(sort="title", descending=False).rows],
        [row.buyer_name for row in lake.notices(sort="buyer", descending=False).rows],
        [row.name for row in lake.organisations(sort="name").rows],
    ):
        assert listed[:6] == wanted
        assert set(listed[6:]) == {"Ås kommune", "Aasen"}


def test_organisations_are_counted_like_their_notices(held: Held) -> None:
    buyers: dict[tuple[str, str], list[Seen]] = {}
    for seen in held.seen.values():
        if keys.buyer(seen.notice):
            buyers.setdefault((keys.country(seen.notice), keys.buyer(seen.notice)), []).append(seen)
    counted = twin.procedures(list(held.seen.values()))
    rows = [*all_rows(lambda number: held.lake.organisations(page=number, size=5))]
    assert {(row.country, row.ref) for row in rows} == set(buyers)  # type: ignore[attr-defined]
    for row in rows:
        assert isinstance(row, OrganisationRow)
        own = buyers[row.country, row.ref]
        procedures = [one for one in counted if (one.country, one.buyer) == (row.country, row.ref)]
        reached = twin.reached_market(procedures)
        assert row.notices == len(own)
        assert row.procedures == len(reached)
        assert row.dialogues == twin.count(procedures, "dialogue")
        for lens in ("strict", "declared", "behavioural", "innovation"):
            assert getattr(row, lens) == twin.count(reached, lens)
        years = [seen.notice.year for seen in own if seen.notice.year]
        assert (row.first_year, row.last_year) == (min(years, default=None), max(years, default=None))
        whole = held.lake.organisation(row.country, row.ref)
        assert whole is not None
        assert whole.row == row
        assert set(whole.names) == {seen.notice.buyers[0].name for seen in own}
        assert (
            sum(count.notices for count in whole.by_stage) == sum(count.notices for count in whole.by_year) == len(own)
        )


@pytest.mark.parametrize("sort", ORGANISATION_SORTS)
def test_organisations_are_sorted(held: Held, sort: str) -> None:
    page = held.lake.organisations(sort=sort, descending=True, size=1000)
    if sort != "name":
        values = [value for row in page.rows if (value := getattr(row, sort)) is not None]
        assert values == sorted(values, reverse=True)
    assert page.total == len(page.rows) > 10


def test_organisations_are_narrowed(held: Held) -> None:
    assert {row.country for row in held.lake.organisations({"country": "SE"}).rows} == {"SE"}
    assert all("fjordvik" in row.name.lower() for row in held.lake.organisations({"name": "FJORDVIK"}).rows)
    of_year = held.lake.organisations(year=2023, size=1000).rows
    assert of_year
    assert all(row.first_year == row.last_year == 2023 for row in of_year)


def test_pages_beyond_the_end_are_the_last_one(held: Held) -> None:
    total = held.lake.notices().total
    for number in (-5, 0, 10**30):
        page = held.lake.notices(page=number, size=10)
        assert 1 <= page.number <= page.pages
        assert page.rows
    assert len(held.lake.notices(size=10**9).rows) == min(total, 1000)
    assert len(held.lake.notices(size=0).rows) == 1


def test_what_people_confirmed_is_found_by_its_notices_and_nothing_by_none(held: Held) -> None:
    keys = [key for key, seen in held.seen.items() if seen.notice.stage == "competition"][:3]
    lake = open_lake(held.lake.folder)  # one that no list was asked of before
    found = lake.procedures({"confirmed": keys}, size=100).rows
    assert {row.procedure_key for row in found} == {held.seen[key].procedure for key in keys}
    assert {row.key for row in lake.notices({"confirmed": keys}).rows} == set(keys)
    for empty in ([], ()):
        assert lake.procedures({"confirmed": empty}).total == lake.notices({"confirmed": empty}).total == 0
    assert lake.notices({"confirmed": None}).total == len(held.seen)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda lake: lake.notices({"colour": "red"}), "“colour” is nothing to narrow by"),
        (lambda lake: lake.notices(sort="key; drop view notices"), "is nothing to sort by"),
        (lambda lake: lake.notices({"lens": "wide"}), "“wide” is no lens"),
        (lambda lake: lake.notices({"year": "last"}), "A year is a whole number"),
        (lambda lake: lake.notices({"year": 10**10}), "There is no year"),
        (lambda lake: lake.organisations({"year": 2024}), "“year” is nothing to narrow by"),
        (lambda lake: lake.organisations(sort="title"), "is nothing to sort by"),
    ],
)
def test_what_cannot_be_asked_is_said(held: Held, ask: Callable[[Lake], object], said: str) -> None:
    with pytest.raises(LakeQuestion, match=said):
        ask(held.lake)


def test_values_are_never_part_of_the_question(held: Held) -> None:
    for trick in ("' or 1=1 --", "x'); drop view notices; --", "$country", "{where}", "\0"):
        assert held.lake.notices({"country": trick}).total == 0
        assert held.lake.notice(trick) is None
        assert held.lake.organisation(trick, trick) is None
    assert held.lake.notices().total == len(held.seen)


def test_the_rest_of_the_machine_is_out_of_reach(held: Held, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    opened = held.lake._now()
    for sql in (
        f"select * from '{tmp_path}/secret.csv'",
        f"copy (select 1) to '{tmp_path}/out.csv'",
        "select * from read_text('/etc/hostname')",
        "install httpfs",
        "load httpfs",
        f"attach '{tmp_path}/new.db'",
        "set enable_external_access = true",
        "set threads = 64",
        "select * from local_variable",
    ):
        with pytest.raises(duckdb.Error):
            opened.ask(sql)
    assert not (tmp_path / "out.csv").exists()


def test_each_question_costs_the_same_number_of_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    true = Opened.ask

    def counted(self: Opened, *args: object) -> object:
        nonlocal asked
        asked += 1
        return true(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Opened, "ask", counted)

    def costs(count: int) -> list[int]:
        nonlocal asked
        folder = put(
            tmp_path / f"in-{count}",
            *(
                notice(
                    f"n-{n}",
                    procedure_id="p",
                    ref="310400009" if n < 2 else "",
                    buyer=f"B {n}",
                    tenders=[1] * n,
                    sizes=["sme"] * n,
                    stage="result",
                )
                for n in range(count)
            ),
        )
        build([folder], tmp_path / f"lake-{count}")
        lake = open_lake(tmp_path / f"lake-{count}")
        key = lake.notices().rows[-1].key
        spent = []
        for question in (
            lake.coverage, lake.notices, lake.organisations, lake.errors,
            lambda: lake.notice(key), lambda: lake.organisation("NO", "310400009"),
            lambda: lake.measure("innovative-procurements", ("buyer", "year")),
            lambda: lake.notices({"signal": "x", "sign": "candidate"}, page=9),
        ):  # fmt: skip
            asked = 0
            question()
            spent.append(asked)
        return spent

    few = costs(1)
    assert few == costs(3) == costs(25)
    assert max(few) <= 15


def test_no_lake_is_an_empty_one_until_there_is_one(tmp_path: Path) -> None:
    lake = open_lake(tmp_path / "later")
    assert not lake.exists
    assert lake.generation == ""
    assert lake.coverage() == Coverage()
    assert lake.notices().total == lake.organisations().total == lake.errors().total == 0
    assert lake.notice("a") is None
    assert lake.organisation("NO", "1") is None
    report = build([put(tmp_path / "in", notice("a"))], tmp_path / "later")
    assert lake.exists
    assert lake.generation == report.generation
    assert lake.coverage().notices == lake.notices().total == 1


def test_a_rebuilt_lake_is_seen_at_once(tmp_path: Path) -> None:
    build([put(tmp_path / "one", notice("a"))], tmp_path / "lake")
    lake = open_lake(tmp_path / "lake")
    (row,) = lake.notices().rows
    build([put(tmp_path / "two", notice("b"), notice("c"))], tmp_path / "lake")
    assert lake.coverage().notices == 2
    assert lake.notice(row.key) is None


def test_a_lake_may_lie_anywhere(tmp_path: Path) -> None:
    for name in ("it's a lake", "lake [1]*?", "inn{sjø,vann}", "æøå; drop"):
        place = tmp_path / name
        build([put(tmp_path / "in", notice("a"))], place)
        assert open_lake(place).notices().total == 1, name


def test_a_damaged_lake_is_told(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    build([put(tmp_path / "in", notice("a"))], lake)
    (lake / "current").write_text("../../etc")
    with pytest.raises(NoLake, match="does not name a generation"):
        open_lake(lake).coverage()
    (lake / "current").write_text("generation-0")
    with pytest.raises(NoLake, match="lacks generation-0"):
        open_lake(lake).coverage()
    (lake / "generation-0").mkdir()
    (lake / "generation-0" / "manifest.json").write_text('{"layout": 99}')
    with pytest.raises(NoLake, match="another version"):
        open_lake(lake).coverage()
    (lake / "generation-0" / "manifest.json").write_text("{")
    with pytest.raises(NoLake, match="cannot be understood"):
        open_lake(lake).coverage()


def test_many_threads_ask_at_once(held: Held) -> None:
    wanted = held.lake.coverage()
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(5):
            try:
                told = (held.lake.coverage(), held.lake.notices(size=3).total)
                if told != (wanted, wanted.notices):
                    wrong.append(told)
            except Exception as trouble:  # told by the test below
                wrong.append(trouble)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_twin_reads_the_same_files(samples: Path) -> None:
    found: Iterator[object] = read_all([samples])
    assert len(list(found)) >= 25

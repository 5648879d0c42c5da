"""A mere test of somebody's system is kept and listed; no figure, no list of what is counted, and no guess knows it."""

from pathlib import Path

import pytest

from nybrott.core.measures import catalogue
from nybrott.lake import Lake, build, check, open_lake
from nybrott.lake.tests.factories import notice, put

DIALOGUE = "Kommunen inviterer til markedsdialog før konkurransen."


@pytest.fixture
def real() -> list[bytes]:
    return [
        notice("a", procedure_id="p1", title="Sensorer i vannledning", cpv="72000000", code="rd-act"),
        notice("b", procedure_id="p1", stage="result", day="2024-06-01", tenders=[3], sizes=["small"]),
        notice("c", stage="planning", title="Dialogkonferanse om sensorer", description=DIALOGUE, day="2023-10-01"),
    ]


@pytest.fixture
def tests() -> list[bytes]:
    return [
        notice("t1", procedure_id="p1", title="[TEST] Sensorer", day="2022-01-01", procedure="innovation", ref="310400017"),
        notice("t2", procedure_id="p9", title="Testkunngjøring", code="rd-act", tenders=[9], sizes=["large"], stage="result"),
        notice("t3", stage="planning", title="Test", description=DIALOGUE, buyer="Test Org 1", ref=""),
        notice("t4", title="Sensorer i vannledning", description="Lorem ipsum dolor.", day="2023-12-01"),
    ]  # fmt: skip


def built(folder: Path, documents: list[bytes]) -> Lake:
    build([put(folder / "in", *documents)], folder / "lake")
    assert list(check(folder / "lake")) == []
    return open_lake(folder / "lake")


def test_every_figure_is_as_without_them(tmp_path: Path, real: list[bytes], tests: list[bytes]) -> None:
    without, with_them = built(tmp_path / "1", real), built(tmp_path / "2", [*tests, *real])
    for name in catalogue():
        for by in ((), ("buyer", "year")):
            assert with_them.measure(name, by).rows == without.measure(name, by).rows
    (row,) = with_them.measure("innovative-procurements").records()
    assert (row["n"], row["strict"], row["declared"]) == (1, 0, 1)
    (row,) = with_them.measure("dialogue-to-competition").records()
    assert row["n"] == 1
    assert with_them.coverage().procedures == without.coverage().procedures == 2


def test_they_are_kept_and_listed(tmp_path: Path, real: list[bytes], tests: list[bytes]) -> None:
    lake = built(tmp_path, [*tests, *real])
    assert lake.coverage().notices == 7
    assert {count.name: count.notices for count in lake.coverage().by_stage}["test"] == 4
    listed = lake.notices({"stage": "test"}).rows
    assert {row.title for row in listed} == {"[TEST] Sensorer", "Testkunngjøring", "Test", "Sensorer i vannledning"}
    assert not any(row.market_dialogue or row.strict or row.declared or row.candidates for row in listed)
    words = {row.title: lake.notice(row.key).test_words for row in listed}  # type: ignore[union-attr]
    assert words == {
        "[TEST] Sensorer": "[TEST] Sensorer", "Testkunngjøring": "Testkunngjøring", "Test": "Test Org 1",
        "Sensorer i vannledning": "Lorem ipsum",
    }  # fmt: skip
    (one,) = lake.procedures({"country": "NO"}, sort="opened").rows[:1]
    assert (one.procedure_key, one.notices, one.buyer) == ("p1", 2, "310400009")


def test_a_lake_of_nothing_but_tests_has_nothing_to_count(tmp_path: Path, tests: list[bytes]) -> None:
    lake = built(tmp_path, tests)
    assert (lake.coverage().notices, lake.coverage().procedures) == (4, 0)
    for name in catalogue():
        assert [row["n"] for row in lake.measure(name).records()] == [0]

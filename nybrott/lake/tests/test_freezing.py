"""Freezing: every row that is needed, the same bytes, figures like the lake's, and a sentence where it cannot be."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from nybrott.core.measures import catalogue
from nybrott.lake import NoLake, build, open_lake
from nybrott.lake.freezing import CannotFreeze, freeze
from nybrott.lake.recounting import Snapshot, verify
from nybrott.lake.shapes import Table
from nybrott.lake.snapshots import Asked
from nybrott.lake.tests.factories import hard_notices, notice, put

DAY = date(2026, 11, 24)
FJORDVIK, NORDFJELL = "310400009", "310478342"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Notices with all that makes counting hard, and two files that are none."""
    folder = tmp_path_factory.mktemp("frozen")
    build([put(folder / "in", *hard_notices(400), b"<html/>", b"<ContractNotice>")], folder / "lake")
    return folder / "lake"


def frozen(lake: Path, asked: Asked, place: Path) -> Snapshot:
    place.write_bytes(freeze(lake, asked, frozen_on=DAY))
    return verify(place)


def without_names(table: Table) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """The columns and rows of an answer, without the names of buyers."""
    kept = [at for at, column in enumerate(table.columns) if column != "buyer_name"]
    return tuple(table.columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in table.rows)


ASKED = [
    Asked((FJORDVIK,), "NO", 2022, 2024),
    Asked((FJORDVIK, NORDFJELL), "NO", 2023, 2023),
    Asked((NORDFJELL,), "SE", 2022, 2023),
    Asked((FJORDVIK,), "NO", 1950, 1960),
]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_figures_are_the_lakes(lake: Path, tmp_path: Path, asked: Asked) -> None:
    snapshot = frozen(lake, asked, tmp_path / "snapshot")
    assert snapshot.asked == asked
    assert {one.measure for one in snapshot.questions} == set(catalogue())
    assert len(snapshot.questions) == len(catalogue()) * (2 if len(asked.buyers) == 1 else 4)
    for one in snapshot.questions:
        assert (one.columns, one.rows) == without_names(open_lake(lake).measure(one.measure, one.by, asked.where()))
    assert snapshot.figures == sum(len(one.rows) * len(catalogue()[one.measure].figures) for one in snapshot.questions)


def test_it_says_what_it_was_counted_with(lake: Path, tmp_path: Path) -> None:
    snapshot = frozen(lake, ASKED[0], tmp_path / "snapshot")
    coverage = open_lake(lake).coverage()
    assert (snapshot.rules, snapshot.generation) == (coverage.rules, coverage.generation)
    assert snapshot.coverage["notices"] == coverage.notices
    assert snapshot.coverage["errors"] == coverage.errors == 2
    assert snapshot.frozen_on == DAY
    for one in snapshot.measures:
        measure = catalogue()[one.id]
        assert (one.version, one.fingerprint, one.sql) == (measure.version, measure.fingerprint, measure.sql)
        assert one.figures == tuple((figure.id, figure.unit) for figure in measure.figures)


def test_every_notice_behind_the_figures_is_in_it(lake: Path, tmp_path: Path) -> None:
    """Whole procedures, found here with loops from the lake's own list."""
    asked = ASKED[0]
    snapshot = frozen(lake, asked, tmp_path / "snapshot")
    rows = open_lake(lake).notices(size=1000).rows
    own = {
        row.procedure_key
        for row in rows
        if row.country == "NO" and row.buyer == FJORDVIK and row.year and 2022 <= row.year <= 2024
    }
    assert {one.key for one in snapshot.notices} == {row.key for row in rows if row.procedure_key in own}
    others = [row for row in rows if row.procedure_key in own and row.buyer != FJORDVIK]
    assert others  # the question is worth asking


def test_a_later_result_from_another_year_is_kept_for_it_replaces_the_earlier(tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        notice("a", procedure_id="p", stage="result", day="2022-05-01", tenders=[7]),
        notice("b", procedure_id="p", stage="result", day="2024-05-01", tenders=[3]),
    )
    build([tmp_path / "in"], tmp_path / "lake")
    for years, wanted in (((2022, 2022), (0, 0)), ((2022, 2024), (1, 3))):
        snapshot = frozen(tmp_path / "lake", Asked((FJORDVIK,), "NO", *years), tmp_path / "snapshot")
        (total,) = next(one.rows for one in snapshot.questions if one.measure == "tenders-received" and not one.by)
        assert total[:2] == wanted
        assert len(snapshot.notices) == 2


def test_the_same_bytes_every_time(lake: Path, tmp_path: Path) -> None:
    first = freeze(lake, ASKED[1], frozen_on=DAY)
    assert freeze(lake, ASKED[1], frozen_on=DAY) == first
    build([lake.parent / "in"], tmp_path / "again", jobs=2)
    assert freeze(tmp_path / "again", ASKED[1], frozen_on=DAY) == first
    assert freeze(lake, ASKED[1], frozen_on=date(2026, 11, 25)) != first


def test_nothing_says_where_the_notices_lay(lake: Path, tmp_path: Path) -> None:
    whole = freeze(lake, ASKED[0], frozen_on=DAY)
    assert str(lake.parent).encode() not in whole
    assert b'"400.xml"' in whole  # what could not be read is named by its last part


def test_each_line_is_plain_json(lake: Path) -> None:
    lines = freeze(lake, ASKED[0], frozen_on=DAY).splitlines(keepends=True)
    said = [json.loads(line) for line in lines]
    assert [one["is"] for one in said][0 :: len(said) - 1] == ["snapshot", "seal"]
    assert {one["is"] for one in said} == {"snapshot", "lake", "measure", "table", "row", "figures", "seal"}
    for record, line in zip(said, lines, strict=True):
        assert json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n" == line


def test_who_is_not_in_the_lake(lake: Path) -> None:
    with pytest.raises(CannotFreeze, match="no notice of buyer 123456789 in NO"):
        freeze(lake, Asked((FJORDVIK, "123456789"), "NO", 2022, 2024), frozen_on=DAY)
    with pytest.raises(CannotFreeze, match=f"no notice of buyer {FJORDVIK} in DK"):
        freeze(lake, Asked((FJORDVIK,), "DK", 2022, 2024), frozen_on=DAY)


def test_no_lake_and_a_lake_that_is_taken_away(lake: Path, tmp_path: Path) -> None:
    with pytest.raises(NoLake, match="There is no lake"):
        freeze(tmp_path, ASKED[0], frozen_on=DAY)
    shutil.copytree(lake, tmp_path / "copy")
    for file in (tmp_path / "copy").rglob("*.parquet"):
        file.unlink()
    with pytest.raises(NoLake, match="was rebuilt while it was read"):
        freeze(tmp_path / "copy", ASKED[0], frozen_on=DAY)


def test_too_much_for_one_snapshot(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nybrott.lake.freezing.LARGEST", 1000)
    with pytest.raises(CannotFreeze, match="too much for one snapshot"):
        freeze(lake, ASKED[0], frozen_on=DAY)


def test_real_notices_or_samples(samples: Path, real_data: Path | None, tmp_path: Path) -> None:
    build([real_data / "notices" / "eforms" / "NOR" if real_data else samples], tmp_path / "lake")
    held = open_lake(tmp_path / "lake")
    largest = max(held.organisations({"country": "NO"}, size=1000).rows, key=lambda row: (row.notices, row.ref))
    assert largest.first_year is not None
    assert largest.last_year is not None
    asked = Asked((largest.ref,), "NO", largest.first_year, largest.last_year)
    snapshot = frozen(tmp_path / "lake", asked, tmp_path / "snapshot")
    assert len(snapshot.notices) >= largest.notices >= 1
    for one in snapshot.questions:
        assert (one.columns, one.rows) == without_names(held.measure(one.measure, one.by, asked.where()))

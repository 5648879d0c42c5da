"""Tables given away: every column explained, every row there, nothing private, whole or not at all."""

import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from nybrott.lake import build, copies, generations, open_lake
from nybrott.lake.copies import TooLarge, open_schema, open_tables, table_file
from nybrott.lake.opened import Opened
from nybrott.lake.tables import SCHEMAS


@pytest.fixture(scope="module")
def lake(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    build([samples / "notices"], folder)
    return folder


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_table_and_column_is_explained(lake: Path, language: str) -> None:
    tables = open_tables(lake, language)
    assert [table.name for table in tables] == list(SCHEMAS)
    for table in tables:
        assert table.means
        assert {column.name for column in table.columns} == {*SCHEMAS[table.name].names, "year", "country"} - {"path"}
        assert all(column.means.endswith(".") for column in table.columns), table.name


def test_the_explanations_differ_by_language(lake: Path) -> None:
    told = {language: [table.means for table in open_tables(lake, language)] for language in ("nb", "nn", "en")}
    assert told["nb"] != told["nn"] != told["en"]


def test_without_a_lake_there_is_nothing_to_give(tmp_path: Path) -> None:
    assert open_tables(tmp_path / "none", "nb") == []
    assert table_file(tmp_path / "none", "notices", tmp_path / "kept", {}) is None
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("table", sorted(SCHEMAS))
def test_a_copy_holds_every_row_as_the_lake_does(lake: Path, tmp_path: Path, table: str) -> None:
    path = table_file(lake, table, tmp_path, {"licence": "NLOD"})
    assert path is not None
    copied = pq.read_table(path)
    assert copied.schema.remove_metadata() == open_schema(table)
    assert copied.schema.metadata[b"licence"] == b"NLOD"
    assert "path" not in copied.column_names
    names = ", ".join(f'"{name}"' for name in copied.column_names)
    held = Opened(generations.current(lake), threads=1, memory="500MB").ask(f"select {names} from {table}")
    assert sorted(map(repr, held)) == sorted(repr(tuple(row.values())) for row in copied.to_pylist())
    assert next(one.rows for one in open_tables(lake, "nb") if one.name == table) == copied.num_rows == len(held)


def test_the_same_copy_is_given_again(lake: Path, tmp_path: Path) -> None:
    first = table_file(lake, "notices", tmp_path, {})
    assert first is not None
    written = first.stat().st_mtime_ns
    assert table_file(lake, "notices", tmp_path, {}) == first
    assert first.stat().st_mtime_ns == written
    assert [path.name for path in first.parent.iterdir()] == ["notices.parquet"], "nothing half-made is left"


def test_a_rebuilt_lake_gives_new_copies_and_the_old_ones_go(samples: Path, tmp_path: Path) -> None:
    build([samples / "notices" / "2022-000101.xml"], tmp_path / "lake")
    old = table_file(tmp_path / "lake", "notices", tmp_path / "kept", {})
    build([samples / "notices"], tmp_path / "lake")
    new = table_file(tmp_path / "lake", "notices", tmp_path / "kept", {})
    assert old is not None
    assert new is not None
    assert not old.exists()
    assert pq.read_table(new).num_rows == open_lake(tmp_path / "lake").coverage().notices > 1


def test_a_copy_that_fails_leaves_nothing(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(copies, "_whole", fail)
    with pytest.raises(OSError, match="the disk is full"):
        table_file(lake, "notices", tmp_path, {})
    assert [name for _folder, _folders, names in os.walk(tmp_path) for name in names] == []


def test_a_table_too_large_is_refused_before_it_is_copied(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "MOST_TABLE_BYTES", 100)
    with pytest.raises(TooLarge, match="too large"):
        table_file(lake, "texts", tmp_path, {})
    assert not any(table.served for table in open_tables(lake, "nb"))

"""A whole lake is called whole, and whatever is done to it is seen."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nybrott.lake import NoLake, build, check, generations
from nybrott.lake.generations import store_checked
from nybrott.lake.tests.factories import hard_notices, put


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    build([put(tmp_path / "in", *hard_notices(40), b"<html/>")], tmp_path / "lake")
    assert list(check(tmp_path / "lake")) == []
    return tmp_path / "lake"


def a_file(lake: Path, table: str) -> Path:
    return sorted(lake.rglob(f"generation-*/{table}/**/*.parquet"))[0]


def flip_a_byte(lake: Path) -> None:
    file = a_file(lake, "texts")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def change_the_manifest(lake: Path) -> None:
    (file,) = lake.glob("generation-*/manifest.json")
    said = json.loads(file.read_text())
    file.write_text(json.dumps(said | {"errors": 0}))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (flip_a_byte, "has been changed since it was written"),
        (lambda lake: a_file(lake, "lots").unlink(), "is missing"),
        (lambda lake: (a_file(lake, "lots").parent / "extra.parquet").write_bytes(b""), "does not belong there"),
        (change_the_manifest, "manifest.json has been changed"),
    ],
)
def test_harm_is_seen(lake: Path, harm: Callable[[Path], object], said: str) -> None:
    harm(lake)
    assert any(said in sentence for sentence in check(lake))


def test_no_lake_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoLake, match="There is no lake"):
        list(check(tmp_path))


def rewritten(lake: Path, file: Path, rows: pa.Table) -> None:
    """Put other rows in a file and let the manifest agree, as a faulty build would have."""
    pq.write_table(rows, file, store_schema=False)
    holds = generations.current(lake)
    assert holds is not None
    manifest = generations.manifest(holds)
    path = file.relative_to(holds).as_posix()
    files = tuple(
        store_checked(file, holds, stored.table, rows.num_rows) if stored.path == path else stored
        for stored in manifest.files
    )
    changed = generations.Manifest(
        manifest.layout,
        manifest.rules,
        manifest.documents,
        manifest.notices,
        manifest.duplicates,
        manifest.errors,
        files,
    )
    (holds / "manifest.json").write_text(changed.text())
    holds.rename(lake / changed.name())
    generations.point(lake, changed.name())


def plain(file: Path) -> pa.Table:
    return pq.ParquetFile(file).read()


def test_rows_that_do_not_belong_together_are_seen(lake: Path) -> None:
    file = a_file(lake, "notices")
    rows = plain(file)
    rewritten(lake, file, pa.concat_tables([rows, rows.slice(0, 1)]))
    assert "1 notices stand there more than once." in list(check(lake))
    file = a_file(lake, "notices")
    rewritten(lake, file, rows.slice(1))
    said = list(check(lake))
    assert any("rows of texts belong to no notice" in sentence for sentence in said)
    assert any("procedures do not agree with their notices" in sentence for sentence in said)

"""Rows put aside come back: each once, those of one name together, in the order they came."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.lake.heaps import Heaps

SCHEMA = pa.schema([("name", pa.string()), ("number", pa.int32())])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def rows(names: list[str], first: int = 0) -> pa.RecordBatch:
    numbers = pa.array(range(first, first + len(names)), pa.int32())
    return pa.RecordBatch.from_arrays([pa.array(names, pa.string()), numbers], schema=SCHEMA)


@given(added=st.lists(st.lists(TEXTS, max_size=12), max_size=6), count=st.sampled_from([1, 2, 7, 256]))
def test_each_row_comes_back_once_and_names_stay_together(
    added: list[list[str]], count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    heaps = Heaps(tmp_path_factory.mktemp("aside") / "heaps", SCHEMA, by="name", count=count)
    names: list[str] = []
    for some in added:
        heaps.add(rows(some, len(names)))
        names += some
    lying = [heap.rows() for heap in heaps]
    assert len(lying) == count
    assert sorted(number for table in lying for number in table["number"].to_pylist()) == list(range(len(names)))
    where: dict[str, int] = {}
    for place, table in enumerate(lying):
        assert table.schema == SCHEMA
        assert table["number"].to_pylist() == sorted(table["number"].to_pylist())
        for name, number in zip(*(column.to_pylist() for column in table.columns), strict=True):
            assert names[number] == name
            assert where.setdefault(name, place) == place


def test_only_some_names(tmp_path: Path) -> None:
    heaps = Heaps(tmp_path / "heaps", SCHEMA, by="name", count=1)
    heaps.add(rows(["a", "b", "c"]))
    heaps.add(rows(["b", "c", "å"], 3))
    (heap,) = heaps
    assert heap.rows("name", pa.array(["å", "b"]))["number"].to_pylist() == [1, 3, 5]
    assert heap.rows("name", pa.array([], pa.string())).num_rows == 0

"""Verifying: whatever is changed in a snapshot is found and named, and a snapshot from a stranger can do no harm."""

import hashlib
import json
import random
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nybrott.core.measures import Measure
from nybrott.lake import build, recounting
from nybrott.lake.freezing import freeze
from nybrott.lake.recounting import recount, verify
from nybrott.lake.snapshots import LONGEST_LINE, Asked, Damaged, line, seal
from nybrott.lake.tests.factories import hard_notices, put

Record = dict[str, Any]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    build([put(folder / "in", *hard_notices(60), b"<html/>")], folder / "lake")
    return freeze(folder / "lake", Asked(("310400009",), "NO", 2022, 2024), frozen_on=date(2026, 11, 24))


def records(whole: bytes) -> list[Record]:
    return [json.loads(one) for one in whole.splitlines()]


def written(record: Record) -> bytes:
    """The line of a record as it stands, with whatever check it carries."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def forged(said: list[Record]) -> bytes:
    """The same with every check and the seal made anew: what somebody who reads the documentation would make."""
    lines = [
        line(one["is"], **{name: value for name, value in one.items() if name not in ("is", "check")})
        for one in said
        if one["is"] != "seal"
    ]
    return b"".join((*lines, seal(lines)))


def found(data: bytes) -> str:
    """The sentence that says what differs."""
    with pytest.raises(Damaged) as trouble:
        recount(BytesIO(data))
    sentence = str(trouble.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    return sentence


def where(said: list[Record], **wanted: object) -> int:
    """The place of the first record that says this."""
    return next(at for at, one in enumerate(said) if all(one.get(name) == value for name, value in wanted.items()))


def test_what_is_whole_is_whole(whole: bytes) -> None:
    snapshot = recount(BytesIO(whole))
    assert snapshot.sha256 == hashlib.sha256(b"".join(whole.splitlines(keepends=True)[:-1])).hexdigest()
    assert forged(records(whole)) == whole


# --- any single change, anywhere ---


@given(data=st.data())
def test_any_changed_byte_is_found(whole: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    found(whole[:place] + bytes([other]) + whole[place + 1 :])


@given(data=st.data())
def test_any_end_too_early_is_found(whole: bytes, data: st.DataObject) -> None:
    assert found(whole[: data.draw(st.integers(0, len(whole) - 1))])


def _changed(value: Any, some: random.Random) -> Any:
    """Another value of the same type, or nothing instead of something."""
    if value is None:
        return some.choice([0, "", 1])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + some.choice([-1, 1, 100])
    if isinstance(value, str):
        return value + "x" if not value or some.random() < 0.5 else value[:-1]
    return [*value, "x"] if not value or some.random() < 0.5 else value[:-1]


def _cells(said: list[Record]) -> list[tuple[list[Any], int]]:
    """Every single value of every row and every figure: the list it stands in, and where."""
    lists = [one["values"] for one in said if one["is"] == "row"]
    lists += [row for one in said if one["is"] == "figures" for row in one["rows"]]
    return [(values, at) for values in lists for at in range(len(values))]


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32))
def test_any_changed_row_or_figure_is_found_and_named(whole: bytes, seed: int) -> None:
    changed_somewhere(whole, seed)


@pytest.mark.soak
@settings(max_examples=1_000)
@given(seed=st.integers(0, 2**32))
def test_any_of_a_thousand_changes_is_found_and_named(whole: bytes, seed: int) -> None:
    changed_somewhere(whole, seed)


def changed_somewhere(whole: bytes, seed: int) -> None:
    """Once with the check left as it was (then the line is named), once with the check mended too."""
    some = random.Random(seed)
    said = records(whole)
    cells = _cells(said)
    values, at = some.choice(cells)
    values[at] = _changed(values[at], some)
    changed = next(one for one, before in zip(said, records(whole), strict=True) if one != before)
    sentence = found(b"".join(map(written, said)))
    if changed["is"] == "row":
        assert sentence.startswith(f"Row {changed['number']} of {changed['table']} has been altered")
    else:
        assert sentence.startswith(f"The answer to {changed['measure']} ")
        assert "has been altered" in sentence
    mended = [line(**_kind(one)) for one in said[:-1]]
    found(b"".join((*mended, whole.splitlines(keepends=True)[-1])))


def _kind(record: Record) -> Record:
    return {name: value for name, value in record.items() if name not in ("is", "check")} | {"kind": record["is"]}


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32))
def test_any_line_that_is_gone_doubled_or_moved_is_found(whole: bytes, seed: int) -> None:
    some = random.Random(seed)
    lines = whole.splitlines(keepends=True)
    at, other = some.sample(range(len(lines)), 2)
    found(b"".join(lines[:at] + lines[at + 1 :]))
    found(b"".join([*lines[:at], lines[at], *lines[at:]]))
    lines[at], lines[other] = lines[other], lines[at]
    found(b"".join(lines))


# --- the sentence names it ---


def test_a_row_that_is_gone_is_named(whole: bytes) -> None:
    said = records(whole)
    del said[where(said, table="notices", number=3)]
    assert found(b"".join(map(written, said))).startswith("Row 3 of notices is missing")
    last = max(one["number"] for one in records(whole) if one["is"] == "row" and one["table"] == "notices")
    said = records(whole)
    del said[where(said, table="notices", number=last)]
    assert found(b"".join(map(written, said))).startswith(f"Row {last} of notices is missing")


def test_changed_sql_is_named(whole: bytes) -> None:
    said = records(whole)
    measure = said[where(said, **{"is": "measure", "id": "dialogue-share"})]
    measure["sql"] = measure["sql"].replace("count(*)", "2 * count(*)", 1)
    told = found(b"".join(map(written, said)))
    assert told.startswith("The definition of dialogue-share (its SQL text or version) has been altered")
    assert found(forged(said)) == "The SQL text of dialogue-share has been changed: it does not fit its fingerprint."
    measure["fingerprint"] = Measure.fingerprint_of(measure["version"], measure["sql"])
    assert found(forged(said)).startswith("The figure n of dialogue-share in all is ")


def test_a_file_that_ends_too_early_is_named(whole: bytes) -> None:
    lines = whole.splitlines(keepends=True)
    assert found(b"".join(lines[:-1])) == (
        f"The file is cut off: the seal (the last line) is missing after line {len(lines) - 1}."
    )
    assert found(b"".join(lines[:-1])[:-5]).startswith(f"The file is cut off in line {len(lines) - 1}")
    assert found(whole + b"{}\n") == f"Something has been added after the seal (line {len(lines)})."


@pytest.mark.parametrize(
    "rows", [1, pytest.param(None, marks=pytest.mark.soak)], ids=["both ends of the first of each", "all"]
)
def test_a_figure_that_its_rows_do_not_give_is_named_even_when_all_is_sealed_anew(
    whole: bytes, rows: int | None
) -> None:
    said = records(whole)
    for one in said:
        if one["is"] != "figures":
            continue
        for row in one["rows"][:rows]:
            for at, column in enumerate(one["columns"]):
                if rows and 0 < at < len(one["columns"]) - 1:
                    continue
                kept, row[at] = row[at], 12345
                assert found(forged(said)).startswith(f"The figure {column} of {one['measure']} ")
                row[at] = kept
        if one["rows"]:
            kept = one["rows"].pop()
            assert "when counted again" in found(forged(said))
            one["rows"].append(kept)
    assert forged(said) == whole


def test_a_row_that_counts_is_missed_even_when_all_is_sealed_anew(whole: bytes) -> None:
    said = records(whole)
    columns = said[where(said, **{"is": "table", "table": "procedures"})]["columns"]
    names = [name for name, _ in columns]
    counted = next(
        one
        for one in said
        if one["is"] == "row"
        and one["table"] == "procedures"
        and one["values"][names.index("competition")]
        and one["values"][names.index("buyer")] == "310400009"
        and one["values"][names.index("country")] == "NO"
        and one["values"][names.index("year")]
    )
    counted["values"][names.index("competition")] = False
    assert "in the snapshot and" in found(forged(said))


# --- what strangers may send ---


def test_what_is_no_snapshot(tmp_path: Path, whole: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("snapshot", b"0" * 10_000_000)
    for data in (
        b"",
        b"\n",
        b"{}",
        b"{}\n",
        b"[]\n",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"null\n",
        b'{"is":"snap',
        (tmp_path / "bomb.zip").read_bytes(),
    ):
        (tmp_path / "file").write_bytes(data)
        with pytest.raises(Damaged, match=r"The file is not a snapshot\."):
            verify(tmp_path / "file")
    assert found(b"[" * 2_000_000) == "The file is not a snapshot."
    assert "longer than any line" in found(b"x" * (LONGEST_LINE + 1))
    (tmp_path / "file").write_bytes(whole[:-400] + b"y" * (LONGEST_LINE + 1))
    with pytest.raises(Damaged, match="longer than any line"):
        verify(tmp_path / "file")


def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Damaged, match="cannot be read"):
        verify(tmp_path / "nowhere")
    with pytest.raises(Damaged, match="cannot be read"):
        verify(tmp_path)
    monkeypatch.setattr(recounting, "LARGEST", 10)
    (tmp_path / "file").write_bytes(b"x" * 11)
    with pytest.raises(Damaged, match="is no snapshot: it has 11 bytes"):
        verify(tmp_path / "file")


def _head(**said: object) -> Callable[[list[Record]], None]:
    return lambda all_said: all_said[0].update(said)


def _any(kind: str, **said: object) -> Callable[[list[Record]], None]:
    return lambda all_said: all_said[where(all_said, **{"is": kind})].update(said)


WRONG: dict[str, Callable[[list[Record]], None]] = {
    "another format": _head(format=2),
    "no format": _head(format=None),
    "buyers that are none": _head(buyers=[1]),
    "no buyers": _head(buyers=[]),
    "a day that is none": _head(frozen_on="yesterday"),
    "years in words": _head(**{"from": "2022"}),
    "a year that is true": _head(to=True),
    "measures twice": _head(measures=["dialogue-share", "dialogue-share"]),
    "a table with a strange name": _head(tables=['x"; drop table y; --']),
    "groupings without end": _head(by=[[]] * 1000),
    "coverage that is none": _any("lake", coverage=[]),
    "a definition without SQL": _any("measure", sql=None),
    "figures that are none": _any("measure", figures=[["n"]]),
    "a column twice": _any("table", columns=[["key", "VARCHAR"], ["key", "VARCHAR"]]),
    "a strange type": _any("table", columns=[["key", "VARCHAR); create table x(y int"]]),
    "a strange column": _any("table", columns=[['key" varchar); --', "VARCHAR"]]),
    "fewer than no rows": _any("table", rows=-1),
    "more rows than there are": _any("table", rows=10**9),
    "a row too short": _any("row", values=["x"]),
    "a row that is none": _any("row", values={"key": 1}),
    "rows of figures that are none": _any("figures", rows=[1]),
    "values that are none": _any("figures", values=[]),
    "values too many": _any("figures", values={"country": ["NO"], "other": [1]}),
    "a row of figures too short": _any("figures", rows=[[1]]),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_wrong_types_are_a_sentence(whole: bytes, wrong: Callable[[list[Record]], None]) -> None:
    said = records(whole)
    wrong(said)
    found(forged(said))


@pytest.mark.parametrize("kind", ["VARCHAR", "VARCHAR[]", "DATE", "BIGINT", "INTEGER", "SMALLINT", "BOOLEAN", "DOUBLE"])
@pytest.mark.parametrize("value", [1, 2**70, 1.5, True, "x", "2024-13-01", ["a", 1], {"a": 1}, "\ud800"], ids=repr)
def test_a_cell_is_of_its_columns_type_or_a_sentence(kind: str, value: object) -> None:
    fits = {
        "VARCHAR": isinstance(value, str) and value != "\ud800",
        "BIGINT": value == 1 and not isinstance(value, bool),
        "BOOLEAN": value is True,
        "DOUBLE": value in (1, 1.5) and not isinstance(value, bool),
    }
    fits |= dict.fromkeys(("INTEGER", "SMALLINT"), fits["BIGINT"])
    held = recounting._Held()
    if fits.get(kind):
        held.fill("some", {"one": kind}, [[value], [None]])
        assert held.answer("it", 'select count(one), count(*) from "some"', {}) == ((1, 2),)
    else:
        with pytest.raises(Damaged, match="does not fit"):
            held.fill("some", {"one": kind}, [[value]])


def _asking(whole: bytes, sql: str) -> bytes:
    """A snapshot whose first measure asks this, with everything sealed anew."""
    said = records(whole)
    measure = said[where(said, **{"is": "measure"})]
    measure["sql"] = sql
    measure["fingerprint"] = Measure.fingerprint_of(measure["version"], sql)
    for one in said:
        if one.get("measure") == measure["id"]:
            one["values"] = {}
    return forged(said)


@pytest.mark.parametrize(
    "sql",
    [
        "copy notices to '{place}'", "create table x (y int)", "attach '{place}' as other", "install httpfs", "load httpfs",
        "pragma version", "set threads = 1", "select 1; select 2", "select 1; copy notices to '{place}'", "",
        "-- nothing", "export database '{place}'", "call duckdb_settings()", "update notices set key = ''", "selec",
        "explain analyze select 1", "pivot notices on stage", "checkpoint", "vacuum", "use memory",
    ],
)  # fmt: skip
def test_only_one_plain_select_is_run(whole: bytes, tmp_path: Path, sql: str) -> None:
    told = found(_asking(whole, sql.replace("{place}", str(tmp_path / "place"))))
    assert "is not one select, and is not run" in told or "cannot be run" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select content as n from read_text('{secret}')", "select * from '{secret}'", "select * from read_csv('{secret}')",
        "select file as n from glob('{folder}/*')", "select * from read_parquet('http://127.0.0.1:9/x')",
        "select * from read_blob('{secret}')", "from query('select * from read_text(''{secret}'')')",
        "select * from sqlite_scan('{secret}', 'x')", "select * from read_json('{secret}')", "select * from pyarrow_table",
        "with gone as (delete from notices returning key) select count(*) as n from gone",
        "select getenv('HOME')", "select * from sniff_csv('{secret}')", "select * from parquet_metadata('{secret}')",
    ],
)  # fmt: skip
def test_no_select_reaches_outside_or_changes_anything(whole: bytes, tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("hidden\n1\n")
    told = found(_asking(whole, sql.replace("{secret}", str(secret)).replace("{folder}", str(tmp_path))))
    assert "cannot be run" in told
    assert "hidden" not in told


def test_a_select_without_end_is_ended(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "_SECONDS", 0.3)
    endless = "with recursive n(i) as (select 1 union all select i % 7 + 1 from n) select max(i) as n from n"
    assert "cannot be run" in found(_asking(whole, endless))
    monkeypatch.setattr(recounting, "_SECONDS", 30.0)
    monkeypatch.setattr(recounting, "_MEMORY", "50MB")
    assert "cannot be run" in found(_asking(whole, "select list(a.range) as n from range(100000000) a"))
    monkeypatch.setattr(recounting, "_MOST_ROWS", 1000)
    assert "more rows" in found(_asking(whole, "select range as n from range(100000)"))


def test_what_is_no_figure_is_refused(whole: bytes) -> None:
    for value in ("[1]", "'nan'::double", "{'a': 1}", "'infinity'::double"):
        told = found(_asking(whole, f"select {value} as n, 1 as dialogues, 1 as dialogue_share"))
        assert "gives what is no figure" in told

"""`nybrott dialogue`: a third party finds the same as the host, or is told where it differs, with neither site nor database."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nybrott.cli.main import parser
from nybrott.cli.tests.typed import typed

DOC = Path(__file__).resolve().parents[3] / "docs" / "develop" / "dialogue-ledger.md"


def example() -> dict[str, Any]:
    """The draw the documents show, and what they say comes out."""
    said, comes_out = (
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOC.read_text("utf-8"), re.S)[:2]
    )
    return {**said, **comes_out}


def run(tmp_path: Path, said: object, *words: str, to: str = "draw") -> int:
    file = tmp_path / "said.json"
    file.write_bytes(said if isinstance(said, bytes) else json.dumps(said).encode())
    args = parser().parse_args(["dialogue", to, str(file), *words])
    return int(args.run(args))


def test_the_example_of_the_documents_is_drawn_again() -> None:
    done = typed("dialogue", "draw", "-", into=json.dumps(example()).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    told = done.stdout.decode().splitlines()
    assert told[-1] == "The same as the file says."
    assert "drawn\t1\ts2" in told
    assert "meeting\t2026-12-03T08:00Z\tt1\ts2\t1" in told
    assert "waiting\ts4\t1\tfull" in told


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_a_shell_alone_finds_the_order(tmp_path: Path) -> None:
    text, script = (re.findall(rf"```{kind}\n(.*?)```", DOC.read_text("utf-8"), re.S)[0] for kind in ("text", "sh"))
    (tmp_path / "list.txt").write_text(text, "utf-8")
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=True, text=True)
    assert [line.split()[1] for line in done.stdout.splitlines()] == example()["draw"]["order"]


def test_a_list_is_drawn_once_its_value_is_known(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = example()
    closed = {name: whole[name] for name in whole if name not in ("value", "draw", "list_hash")}
    assert run(tmp_path, closed) == 0
    told = capfd.readouterr().out
    assert whole["list_hash"] in told
    assert "Nothing is drawn yet" in told
    assert run(tmp_path, closed, "--value", whole["value"]) == 0
    assert "does not say yet what came out" in capfd.readouterr().out
    assert run(tmp_path, closed, "--value", whole["value"], "--format", "json") == 0
    made = json.loads(capfd.readouterr().out)
    assert (made["list_hash"], made["draw"]) == (whole["list_hash"], whole["draw"])
    assert run(tmp_path, made) == 0


@pytest.mark.parametrize(
    ("change", "words", "why"),
    [
        ({}, ("--value", "1-2-3"), "value: it says 3-8-14-17-22-29-31; drawn: 1-2-3"),
        ({"value": "1-2-3"}, (), "draw, seed: it says b2939f08"),
        ({"most": 3}, (), "list_hash: it says 5aedd645"),
        ({"draw": {}}, (), "draw, order: it says nothing"),
        ({"draw": "\u001b[2J"}, (), "draw: it says \N{REPLACEMENT CHARACTER}[2J"),
    ],
)
def test_where_the_file_says_something_else_is_named_with_exit_code_one(
    change: dict[str, Any], words: tuple[str, ...], why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, {**example(), **change}, *words) == 1
    told = capfd.readouterr()
    assert why in told.err
    assert "The same" not in told.out


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"", "not JSON: line 1, column 1"),
        (b'{"a": 1, "a": 2}', "stands twice in one object"),
        (b"[" * 100_000, "not JSON that can be read"),
        (b"\xff", "not UTF-8: byte 1"),
        (b"[]", "This is not an object"),
        (b'{"format": "nybrott-draw", "\\u001b": 1}', "version: The field is missing."),
        (b" " * 5_000_001, "more than 5 MB"),
    ],
)
def test_what_is_no_draw_says_where_and_ends_with_two(
    said: bytes, why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, said) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert why in told.err
    assert "\u001b" not in told.err


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", DOC.read_text("utf-8"), re.S)


def test_the_ledger_of_the_documents_holds_and_its_receipt_is_proven(tmp_path: Path) -> None:
    (whole,) = blocks("jsonl")
    (tmp_path / "receipt.json").write_text(blocks("json")[-1], "utf-8")
    (tmp_path / "export.jsonl").write_text(whole, "utf-8")
    done = typed(
        "dialogue",
        "verify",
        "-",
        "--receipt",
        tmp_path / "receipt.json",
        "--heads",
        tmp_path / "export.jsonl",
        into=whole.encode(),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    told = done.stdout.decode()
    assert told.endswith("The chain holds.\n")
    assert "entries\t4\nhidden in part\t1\n" in told
    assert "heads from elsewhere\t4\tmet\t4\nreceipts proven\t1" in told


def test_the_script_of_the_documents_finds_the_same(tmp_path: Path) -> None:
    script, (whole,) = blocks("python")[-1], blocks("jsonl")
    for said, word in ((whole, "fits"), (whole.replace("omsorgsboliger", "omsorgsbolig"), "DOES NOT FIT")):
        done = subprocess.run([sys.executable, "-c", script], input=said.encode(), capture_output=True, check=True)
        assert f"2 {word}" in done.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: [*lines[:2], *lines[3:]], "removed\tEntries that are missing, so they were removed: 2."),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "moved\t"),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], "twice\tEntries that appear twice, so something was inserted: 2."),
        (lambda lines: [line.replace("40 omsorgs", "60 omsorgs") for line in lines], "inserted or swapped: 3."),
        (lambda lines: lines[:4], "cut\tEntries that were there when the day's head was published, so the end was cut off: 4."),
        (lambda lines: [*lines, "\u001b[2J\udcff"], "unreadable\tLines that cannot be read: 9."),
    ],
)  # fmt: skip
def test_what_was_done_to_an_export_is_named_with_exit_code_one(
    change: Callable[[list[str]], list[str]], why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = blocks("jsonl")[0].splitlines()
    (tmp_path / "kept.jsonl").write_text("\n".join(lines), "utf-8")
    changed = "\n".join(change(lines)).encode("utf-8", "surrogateescape")
    assert run(tmp_path, changed, "--heads", str(tmp_path / "kept.jsonl"), to="verify") == 1
    told = capfd.readouterr()
    assert why in told.err
    assert "The chain holds" not in told.out
    assert run(tmp_path, changed, "--format", "json", to="verify") in (0, 1)
    assert json.loads(capfd.readouterr().out)["heads"] == 0


def test_an_export_by_itself_says_what_it_cannot_show(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, blocks("jsonl")[0].encode(), to="verify") == 0
    assert "entries cut from the end, or a whole chain sealed anew, would not be seen" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("said", "words", "why"),
    [
        (b"", (), "This is not an export of a ledger"),
        (b"\xff\x00", (), "This is not an export of a ledger"),
        (b"a" * 1_000_001, (), "line 1 has more than 1,000,000 characters"),
        (b"{}", ("--heads", "{}"), "1: This line is neither a published head nor from an export."),
        (b"{}", ("--receipt", "[]"), "This is not a receipt"),
        (b"{}", ("--receipt", "["), "not JSON: line 1"),
        (b"{}", ("--receipt", None), "No such file"),
    ],
)
def test_what_cannot_be_checked_is_said_and_ends_with_two(
    said: bytes, words: tuple[str, ...], why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    export = said if said != b"{}" else blocks("jsonl")[0].encode()
    other = tmp_path / "other"
    if words and words[1] is not None:
        other.write_text(words[1], "utf-8")
    assert run(tmp_path, export, *words[:1], *([str(other)] if words else []), to="verify") == 2
    told = capfd.readouterr()
    assert (why in told.err, told.out) == (True, "")

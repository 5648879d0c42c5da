"""`nybrott dialogue`: a third party finds the same as the host, or is told where it differs, with neither site nor database."""

import json
import re
import shutil
import subprocess
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

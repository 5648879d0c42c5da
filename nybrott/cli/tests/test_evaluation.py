"""`nybrott evaluation verify`: anybody finds the same figures, or is told where the file differs, with neither site nor database."""

import json
from pathlib import Path
from typing import Any

import pytest

from nybrott.cli.main import parser
from nybrott.cli.tests.typed import typed
from nybrott.core.evaluation import sealed
from nybrott.core.evaluation.tests.samples import inputs

WHOLE = sealed(inputs())


def run(tmp_path: Path, said: object, *words: str) -> int:
    file = tmp_path / "report.json"
    file.write_bytes(said if isinstance(said, bytes) else json.dumps(said).encode())
    args = parser().parse_args(["evaluation", "verify", str(file), *words])
    return int(args.run(args))


def test_a_third_party_reckons_the_same() -> None:
    done = typed("evaluation", "verify", "-", "--digest", WHOLE["digest"], into=json.dumps(WHOLE).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"- holds: " in done.stdout
    assert WHOLE["digest"].encode() in done.stdout


def test_what_was_changed_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said: Any = json.loads(json.dumps(WHOLE))
    said["figures"]["costs"]["all"] += 100
    assert run(tmp_path, said) == 1
    told = capfd.readouterr().out.splitlines()
    assert told[0].startswith("figures.costs.all: it says ")
    assert told[1].startswith("digest: ")
    assert "2 differences" in told[2]
    assert run(tmp_path, said, "--format", "json") == 1
    found = json.loads(capfd.readouterr().out)
    assert (found["holds"], found["differences"][0]["place"]) == (False, "figures.costs.all")


def test_other_rules_are_told_of(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said: Any = json.loads(json.dumps(WHOLE))
    said["rules"]["designs"] = "older\x1b[2J"
    assert run(tmp_path, said, "--digest", "0" * 64) == 1
    told = capfd.readouterr().out
    assert "rules\tdesigns\tolder" in told
    assert "\x1b" not in told
    assert "the report's own digest" in told


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (json.dumps(WHOLE).encode()[:-40], "not JSON"),
        (b"[1]", "no data file"),
        (json.dumps({**WHOLE, "version": 9}).encode(), "version"),
        (b'{"format": 1, "format": 2}', "stands twice"),
        (json.dumps(WHOLE).replace('"all": ', '"all": NaN, "x": ').encode(), "JSON cannot say"),
        (b"[" * 200_000, "too deep"),
        (b"9" * 100_000, "too long"),
        (b" " * 20_000_001, "more than 20 MB"),
    ],
    ids=["empty", "bytes", "truncated", "list", "version", "twice", "nan", "deep", "long", "huge"],
)
def test_what_cannot_be_reckoned_from(tmp_path: Path, capfd: pytest.CaptureFixture[str], said: bytes, why: str) -> None:
    assert run(tmp_path, said) == 1
    told = capfd.readouterr()
    assert told.out == ""
    assert why in told.err
    assert "Traceback" not in told.err


def test_a_file_that_is_not_there_and_a_check_sum_that_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    args = parser().parse_args(["evaluation", "verify", "/nowhere/report.json"])
    assert args.run(args) == 1
    assert "No such file" in capfd.readouterr().err
    with pytest.raises(SystemExit) as left:
        parser().parse_args(["evaluation", "verify", "x", "--digest", "abc"])
    assert left.value.code == 2

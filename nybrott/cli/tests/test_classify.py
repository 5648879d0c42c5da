"""`nybrott classify`: a JSON line a file; what cannot be read is told, and the others are answered all the same."""

import json
from pathlib import Path

import pytest

from nybrott.cli.main import parser


def run(*files: Path) -> int:
    args = parser().parse_args(["classify", *map(str, files)])
    return int(args.run(args))


def test_a_line_for_each_file_in_order(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    draft, paper, bomb = tmp_path / "æ.txt", tmp_path / "papir.txt", tmp_path / "bombe.xml"
    draft.write_text("Natt\nLøsningen finnes ikke på markedet i dag.", encoding="utf-8")
    paper.write_text("Kontorrekvisita\nPapir og penner.", encoding="utf-8")
    bomb.write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', encoding="utf-8")
    assert run(draft, bomb, tmp_path / "borte.txt", paper) == 1
    out, err = capfdbinary.readouterr()
    lines = [json.loads(line) for line in out.decode().splitlines()]
    assert lines == [
        {
            "path": str(draft), "class": "procurement-of-innovation",
            "codes": [{"code": "mar-nov", "words": "Løsningen finnes ikke på markedet i dag.", "field": "description"}],
        },
        {"path": str(paper), "codes": [], "class": "none"},
    ]  # fmt: skip
    assert b"entities" in err
    assert b"borte.txt" in err


def test_all_readable_is_no_failure(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    paper = tmp_path / "papir.txt"
    paper.write_text("Papir", encoding="utf-8")
    assert run(paper) == 0
    assert capfdbinary.readouterr().out.count(b"\n") == 1

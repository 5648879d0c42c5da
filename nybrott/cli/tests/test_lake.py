"""`nybrott lake` and `nybrott measure`: build, check and count without Django or a database."""

import csv
import io
import json
from pathlib import Path

import pytest

from nybrott.cli.measure import defused
from nybrott.cli.tests.typed import typed
from nybrott.core.measures import catalogue
from nybrott.lake import open_lake
from nybrott.lake.tests.factories import hard_notices, held, notice, put


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    put(folder / "in", *hard_notices(60), b"<html/>", b"<ContractNotice>")
    done = typed("lake", "build", folder / "in", "nowhere", "--into", folder / "lake", "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    (folder / "said").write_bytes(done.stdout)
    return folder / "lake"


def test_build_tells_counts_and_errors_by_file(lake: Path) -> None:
    said = [line.split("\t") for line in (lake.parent / "said").read_text().splitlines()]
    counts = {line[0]: line[1] for line in said[:4]}
    coverage = open_lake(lake).coverage()
    assert counts == {
        "documents": "63",
        "notices": str(coverage.notices),
        "duplicates": str(coverage.duplicates),
        "errors": "3",
    }
    assert said[4] == ["lake", str(lake), coverage.generation, "new"]
    errors = [line[1:] for line in said[5:] if line[0] == "error"]
    folder = lake.parent / "in"
    assert [error[0] for error in errors] == [f"{folder}/060.xml", f"{folder}/061.xml", "nowhere"]
    assert errors[2][1:] == ["whole file", "there is no such file or folder"]
    assert len(said) == 8


def test_built_again_it_is_the_same(lake: Path) -> None:
    before = held(lake)
    done = typed("lake", "build", lake.parent / "in", "nowhere", "--into", lake)
    assert done.returncode == 0
    assert b"the same as before" in done.stdout
    assert held(lake) == before


def test_check(lake: Path, tmp_path: Path) -> None:
    done = typed("lake", "check", lake)
    assert (done.returncode, done.stdout) == (0, b"The lake is whole.\n")
    done = typed("lake", "check", tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == f"There is no lake in {tmp_path}.\n"
    typed("lake", "build", put(tmp_path / "in", notice("a")), "--into", tmp_path / "lake")
    next((tmp_path / "lake").rglob("texts/**/*.parquet")).write_bytes(b"")
    done = typed("lake", "check", tmp_path / "lake")
    assert done.returncode == 1
    assert b"has been changed since it was written" in done.stdout


def test_a_folder_that_cannot_hold_a_lake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = typed("lake", "build", tmp_path, "--into", tmp_path / "file")
    assert done.returncode == 1
    assert done.stderr.startswith(b"No lake can be built in")


def test_measures_are_listed_one_a_line() -> None:
    done = typed("measure", "--list")
    assert done.returncode == 0
    listed = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert [line[0] for line in listed] == list(catalogue())
    assert all(len(line) == 3 for line in listed)


def test_the_three_ways_to_write_say_the_same(lake: Path) -> None:
    words = ["measure", "innovative-procurements", "--lake", lake, "--by", "buyer,year", "--where", "country=NO"]
    table = open_lake(lake).measure("innovative-procurements", ("buyer", "year"), {"country": "NO"})
    assert len(table.rows) > 3
    done = typed(*words, "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    said = json.loads(done.stdout)
    assert (said["measure"], said["version"], said["by"]) == (table.measure, table.version, ["buyer", "year"])
    assert said["rows"] == list(table.records())
    rows = list(csv.reader(io.StringIO(typed(*words, "--format", "csv").stdout.decode())))
    assert tuple(rows[0]) == table.columns
    assert [[cell or None for cell in row] for row in rows[1:]] == [
        [None if value is None else str(value) for value in row] for row in table.rows
    ]
    shown = typed(*words).stdout.decode().splitlines()
    assert shown[0].split() == list(table.columns)
    assert len(shown) == len(table.rows) + 1


def test_shares_are_shown_as_percent_and_nothing_as_a_dash(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in", notice("a", procedure="innovation"), notice("b"), notice("c", stage="planning", day="")
    )
    typed("lake", "build", folder, "--into", tmp_path / "lake")
    done = typed("measure", "innovative-procurements", "--lake", tmp_path / "lake", "--by", "year")
    head, row = (line.split() for line in done.stdout.decode().replace(" %", "%").splitlines())
    assert dict(zip(head, row, strict=True))["strict_share"] == "50.0%"
    done = typed("measure", "tenders-received", "--lake", tmp_path / "lake")
    head, row = (line.split() for line in done.stdout.decode().splitlines())
    assert dict(zip(head, row, strict=True))["mean_tenders"] == "–"


def test_where_takes_several(lake: Path) -> None:
    def rows(*where: str) -> list[dict[str, object]]:
        words = [word for one in where for word in ("--where", one)]
        done = typed("measure", "dialogue-share", "--lake", lake, "--by", "year", "--format", "json", *words)
        return list(json.loads(done.stdout)["rows"])

    assert [row["year"] for row in rows("year=2022,2023")] == [2022, 2023]
    assert [row["year"] for row in rows("from=2023", "to=2023")] == [2023]
    assert rows("year=2022", "year=2023") == rows("year=2022,2023")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["measure"], "name a measure and a lake"),
        (["measure", "dialogue-share"], "name a measure and a lake"),
        (["measure", "luck", "--lake", "x"], "There is no measure “luck”"),
        (["measure", "dialogue-share", "--lake", "x", "--by", "colour"], "“colour” is nothing to group by"),
        (["measure", "dialogue-share", "--lake", "x", "--where", "colour=red"], "“colour” is nothing to narrow by"),
        (["measure", "dialogue-share", "--lake", "x", "--where", "year"], "“year” is no condition"),
        (["measure", "dialogue-share", "--lake", "x", "--where", "year=last"], "A year is a whole number"),
        (["measure", "dialogue-share", "--lake", "x", "--format", "xml"], "invalid choice"),
        (["lake", "build", "x"], "--into"),
        (["lake", "build", "x", "--into", "y", "--jobs", "-1"], "a whole number from 1"),
        (["lake"], "COMMAND"),
    ],
)
def test_wrong_usage_is_two_and_says_why(words: list[str], said: str) -> None:
    done = typed(*words)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_no_lake_is_one(tmp_path: Path) -> None:
    done = typed("measure", "dialogue-share", "--lake", tmp_path / "none")
    assert done.returncode == 1
    assert done.stderr.decode() == f"There is no lake in {tmp_path / 'none'}; build one with “nybrott lake build”.\n"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    for name in ("=1+1", "+47 kommune", "-x", "@sum", "\tx"):
        assert defused(name) == f"'{name}"
    assert defused("Fjordvik") == "Fjordvik"
    assert defused(-3) == -3
    typed("lake", "build", put(tmp_path / "in", notice("a", buyer="=HYPERLINK(1)")), "--into", tmp_path / "lake")
    done = typed("measure", "dialogue-share", "--lake", tmp_path / "lake", "--by", "buyer", "--format", "csv")
    assert ",'=HYPERLINK(1)," in done.stdout.decode()

"""`nybrott statistics`: outsiders check every method on their own table, with neither database nor Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nybrott.cli import main
from nybrott.cli.columns import TableError, table
from nybrott.cli.statistics import _METHODS
from nybrott.cli.tests.typed import typed
from nybrott.core.answers import bounds, rate, reliability, share
from nybrott.core.change import paired, series
from nybrott.core.contrast import groups, rates, shares, units
from nybrott.core.designs import plain
from nybrott.core.placebo import placebo_series, placebo_units
from nybrott.core.power import CountPlan, PairPlan, SeriesPlan, SharePlan, Sight, UnitPlan, chance, least

PEOPLE = """person;unit;before;after;helped;visits;weeks
a;north;1;3;yes;2;4
b;north;2;4;no;1;4
c;north;2;2;yes;4;4
d;north;3;5;;0;4
e;south;1;2;yes;1;2
f;south;2;;no;0;2
g;south;4;3;no;1;2
h;south;3;4;no;0;2,5
"""
BEFORE, AFTER = [1, 2, 2, 3, 1, 4, 3], [3, 4, 2, 5, 2, 3, 4]
MONTHS = [3, 4, 6, 5, 4, 6, 5, 4, 3, 5, 6, 4, 5, 9, 8, 9, 11, 10, 9, 8, 9, 10, 11, 9]
SERIES = "month,n\n" + "".join(f"m{at:02},{value}\n" for at, value in enumerate(MONTHS))
UNITS = [[2 + at % 3, 3, 2, 4 + at % 3 + (3 if at < 4 else at % 2)] for at in range(9)]
LONG = "unit,year,with,n\n" + "".join(
    f"u{at},{2020 + year},{'ja' if at < 4 else 'nei'},{value}\n"
    for at, row in enumerate(UNITS)
    for year, value in enumerate(row)
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("people.csv", PEOPLE), ("series.csv", SERIES), ("units.csv", LONG)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def said(capsysbinary: pytest.CaptureFixture[bytes], *words: str | Path) -> dict[str, object]:
    code = main(["statistics", *map(str, words)])
    out, err = capsysbinary.readouterr()
    assert (code, err) == (0, b"")
    told: dict[str, object] = json.loads(out)
    return told


SIDES = ("--group", "unit", "--first", "north", "--second", "south")
MEANS = [(sum(row[:3]) / 3, float(row[3])) for row in UNITS]
CALLS = {
    "share": ("people.csv", ("--column", "helped", "--is", "yes"), lambda: share(3, 7)),
    "bounds": ("people.csv", ("--column", "helped", "--is", "yes,maybe"), lambda: bounds(3, 7, 1)),
    "rate": ("people.csv", ("--events", "visits", "--exposure", "weeks"), lambda: rate(9, 24.5)),
    "alpha": ("people.csv", ("--items", "before, after", "--scale", "1..5"), lambda: reliability([*zip(BEFORE, AFTER, strict=True), (2, None)])),
    "paired": ("people.csv", ("--before", "before", "--after", "after"), lambda: paired(BEFORE, AFTER, missing=1)),
    "groups": ("people.csv", ("--value", "before", *SIDES), lambda: groups([1, 2, 2, 3], [1, 2, 4, 3])),
    "shares": ("people.csv", ("--column", "helped", "--is", "yes", *SIDES), lambda: shares((2, 1), (3, 4), missing=(1, 0))),
    "rates": ("people.csv", ("--events", "visits", *SIDES), lambda: rates((7, 2), (4, 4))),
    "series": ("series.csv", ("--period", "month", "--value", "n", "--start", "m13", "--lags", "2"), lambda: series(MONTHS, 13, lags=2, seed=1)),
    "placebo-series": ("series.csv", ("--period", "month", "--value", "n", "--start", "m13"), lambda: placebo_series(MONTHS, 13, seed=1)),
    "units": (
        "units.csv",
        ("--unit", "unit", "--period", "year", "--value", "n", "--with", "with", "--start", "2023"),
        lambda: units(MEANS[:4], MEANS[4:], seed=1),
    ),
    "placebo-units": (
        "units.csv",
        ("--unit", "unit", "--period", "year", "--value", "n", "--with", "with", "--start", "2023", "--seed", "7"),
        lambda: placebo_units(UNITS[:4], UNITS[4:], 3, seed=7),
    ),
}  # fmt: skip


def test_every_method_is_called() -> None:
    assert {*CALLS, "agreement"} == set(_METHODS)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_the_command_says_what_the_method_says(
    name: str, files: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file, options, call = CALLS[name]
    told = said(capsysbinary, name, "--in", files / file, *options)
    assert told["result"] == json.loads(json.dumps(plain(call())))
    assert told["method"] == name
    assert list(told) == ["method", "rows", "result", "says", "catalogue", "nybrott"]
    says, result = told["says"], told["result"]
    assert isinstance(says, dict)
    assert isinstance(result, dict)
    assert set(says["assumptions"]) == set(result["design"]["assumptions"])
    assert set(says["rivals"]) == set(result["design"]["rivals"])


def test_agreement_is_a_description_without_a_design(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows = ["a,a"] * 20 + ["a,b"] * 5 + ["b,a"] * 10 + ["b,b"] * 15 + ["a,"]
    (tmp_path / "two.csv").write_text("\n".join(["x,y", *rows]), "utf-8")
    told = said(capsysbinary, "agreement", "--in", tmp_path / "two.csv", "--one", "x", "--other", "y")
    result = told["result"]
    assert isinstance(result, dict)
    assert (result["answers"], result["table"], result["n"]) == (["a", "b"], [[20, 5], [10, 15]], 50)
    assert result["kappa"] == pytest.approx(0.4)
    assert (told["rows"], told["says"]) == (51, {})


def test_codes_are_told_in_the_language_asked_for(files: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    told = said(
        capsysbinary,
        "paired",
        "--in",
        files / "people.csv",
        "--before",
        "before",
        "--after",
        "after",
        "--language",
        "nn",
    )
    assert json.loads(json.dumps(told["says"]))["rivals"]["history"] == "Noko anna hende samstundes."


def test_too_few_is_an_answer(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "few.csv").write_text("a,b\n1,2\n", "utf-8")
    told = said(capsysbinary, "paired", "--in", tmp_path / "few.csv", "--before", "a", "--after", "b")
    result, says = told["result"], told["says"]
    assert isinstance(result, dict)
    assert isinstance(says, dict)
    assert (result["effect"]["too_few"], result["effect"]["needed"]) == (True, 6)
    assert says["reasons"] == {"no-outcome-tells": "With so few, no outcome could be told from chance."}
    (tmp_path / "none.csv").write_text("a,b\n", "utf-8")
    told = said(capsysbinary, "share", "--in", tmp_path / "none.csv", "--column", "a", "--is", "1")
    assert told["rows"] == 0
    assert json.loads(json.dumps(told["says"]))["figures"] == {"share": "Share"}


def test_it_runs_without_database_and_django_and_reads_standard_input() -> None:
    done = typed("statistics", "share", "--in", "-", "--column", "said", "--is", "ja", into=b"said\nja\nnei\nja\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["result"]["share"] == pytest.approx(2 / 3)


def test_scipy_waits_until_it_is_needed() -> None:
    """No other command, and no page, waits for numerics it does not use."""
    code = "import sys, nybrott.cli; from nybrott.cli.main import parser; parser(); print('scipy' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


PAIRED = ("paired", "--before", "a", "--after", "b")
LONGER = ("units", "--unit", "u", "--period", "p", "--value", "v", "--with", "w", "--start", "2")
ONCE = ("series", "--period", "p", "--value", "v", "--start", "2")


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("a,b\n1,2\n1,x\n", PAIRED, "row 3, column b: “x” is not a number."),
        ("a,b\n1,2\n\n1,1e999\n", PAIRED, "row 4, column b: “1e999” is not a number."),
        ("a,b\n1,1_0\n", PAIRED, "row 2, column b: “1_0” is not a number."),
        ("a,b\n1,7\n", (*PAIRED, "--scale", "1..6"), "row 2, column b: 7 is outside the scale from 1 to 6."),
        ("a,c\n1,7\n", PAIRED, "has no column “b”; there are a, c."),
        ("a,a\n1,7\n", PAIRED, "row 1: two columns are called “a”."),
        ("a,,b\n1,2,7\n", PAIRED, "row 1: column 2 has no name."),
        ("a,b\n1,2,3\n", PAIRED, "row 2: it has 3 cells, and there are 2 columns."),
        ("", PAIRED, "it holds nothing."),
        ("e\n1.5\n", ("rate", "--events", "e"), "row 2, column e: 1.5 is not a whole number from 0."),
        ("e,x\n1,\n", ("rate", "--events", "e", "--exposure", "x"), "row 2, column x: nothing stands there."),
        ("e,x\n1,0\n", ("rate", "--events", "e", "--exposure", "x"), "it is a number above 0."),
        ("g,v\nn,1\n", ("groups", "--value", "v", "--group", "g", "--first", "n", "--second", "s"), "column g: no row says “s”."),
        ("g,v\nn,1\n", ("groups", "--value", "v", "--group", "g", "--first", "n", "--second", "n"), "both “n”."),
        ("a\n1\n", ("alpha", "--items", "a"), "A scale has at least two questions."),
        ("p,v\n1,1\n1,2\n", ONCE, "column p: “1” stands more than once."),
        ("p,v\n1,1\n,2\n", ONCE, "row 3, column p: nothing stands there."),
        ("p,v\n1,1\n3,2\n", ONCE, "column p: no row says “2”, the start."),
        ("p,v\n1,\n2,2\n", ONCE, "row 2, column v: nothing stands there."),
        ("p,v\n1,1\n2,2\n", (*ONCE, "--season", "2"), "the season is “2”; it is a whole number from 3."),
        ("u,p,w,v\nx,1,perhaps,1\n", LONGER, "row 2, column w: “perhaps” is neither yes nor no."),
        ("u,p,w,v\nx,1,yes,1\nx,2,no,1\n", LONGER, "row 3, column w: “x” is both with and without."),
        ("u,p,w,v\nx,1,yes,1\nx,1,yes,1\n", LONGER, "row 3, column p: “x” has “1” twice."),
        ("u,p,w,v\nx,1,yes,1\nx,2,yes,1\ny,1,no,1\n", LONGER, "“y” has no row for “2”."),
        ("u,p,w,v\nx,2,yes,1\nx,1,yes,1\n", LONGER, "nothing stands before “2”."),
    ],
)  # fmt: skip
def test_a_bad_table_is_answered_with_row_and_column(
    text: str, words: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text(text, "utf-8")
    code = main(["statistics", words[0], "--in", str(tmp_path / "t.csv"), *words[1:]])
    out, err = capsys.readouterr()
    assert (code, out) == (1, "")
    assert err.startswith("nybrott: ")
    assert err.rstrip().endswith(says)


def test_files_that_are_no_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    for name, says in (("t.png", "neither CSV nor a spreadsheet"), ("none.csv", "No such file")):
        assert main(["statistics", *PAIRED, "--in", str(tmp_path / name)]) == 1
        assert says in capsys.readouterr().err


def test_a_table_may_not_be_endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text("a\n1\n", "utf-8")
    monkeypatch.setattr("nybrott.cli.columns._MOST", 2)
    with pytest.raises(TableError, match="larger than"):
        table(str(tmp_path / "t.csv"))


@pytest.mark.parametrize("words", [("--scale", "6..1"), ("--scale", "one"), ("--nothing",)])
def test_wrong_usage(words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["statistics", *PAIRED, "--in", "x.csv", *words])
    with pytest.raises(SystemExit, match="2"):
        main(["statistics", *ONCE, "--in", "x.csv", "--lags", "-1"])
    capsys.readouterr()


def test_commas_spaces_and_real_minus_signs_are_numbers(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a;b\n1,5;\u22122\n1 000;\n", "utf-8")
    read = table(str(tmp_path / "t.csv"))
    assert read.numbers("a") == [1.5, 1000]
    assert read.numbers("b") == [-2, None]


# --- power ---

HISTORY = [
    [2.0, 3.0, 5.0, 4.0, 6.0],
    [1.0, 1.0, 2.0, 4.0, 2.0],
    [3.0, 5.0, 4.0, 4.0, 5.0],
    [2.0, 2.0, 1.0, 3.0, 4.0],
] * 2
POWERS = [
    (("--design", "before-after", "--people", "12,24"), [least(PairPlan(n), seed=1, times=200) for n in (12, 24)]),
    (
        ("--design", "two-groups", "--people", "30,20", "--share", "0.3", "--change", "0.25", "--seed", "4"),
        [chance(SharePlan((30, 20), 0.3), 0.25, seed=4, times=200)],
    ),
    (
        ("--design", "two-counts", "--rate", "1.5", "--before", "12", "--after", "6,12", "--wanted", "0.9"),
        [least(CountPlan(1.5, (12, after)), seed=1, times=200, wanted=0.9) for after in (6, 12)],
    ),
    (
        ("--design", "interrupted-series", "--before", "12", "--after", "10", "--spread", "2", "--tie", "0.2"),
        [least(SeriesPlan(12, 10, 2.0, 0.2), seed=1, times=200)],
    ),
    (
        ("--design", "interrupted-series", "--in", "series.csv", "--period", "month", "--value", "n", "--after", "12"),
        [least(SeriesPlan.like(MONTHS, 12), seed=1, times=200)],
    ),
    (("--design", "with-without", "--treated", "4", "--others", "5", "--spread", "2.5"), [least(UnitPlan(4, 5, 2.5), seed=1, times=200)]),
    (
        ("--design", "with-without", "--in", "history.csv", "--unit", "u", "--period", "y", "--value", "n", "--treated", "3", "--before", "2", "--after", "1,2"),
        [least(UnitPlan.like(HISTORY, 3, before=2, after=after), seed=1, times=200) for after in (1, 2)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "wanted"), POWERS, ids=lambda one: " ".join(one[1:4]) if isinstance(one[0], str) else ""
)
def test_power_says_what_the_plan_shows(
    words: tuple[str, ...],
    wanted: list[Sight],
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.chdir(files)
    rows = [f"u{unit},{2020 + year},{value:g}\n" for unit, row in enumerate(HISTORY) for year, value in enumerate(row)]
    (files / "history.csv").write_text("u,y,n\n" + "".join(rows), "utf-8")
    told = said(capsysbinary, "power", *words, "--times", "200")
    assert told["result"] == json.loads(json.dumps(plain(wanted)))
    assert json.loads(json.dumps(told["says"]))["rivals"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--design", "before-after"), "before-after needs --people"),
        (("--design", "before-after", "--people", "many"), "numbers with commas between, not “many”"),
        (("--design", "before-after", "--people", "1.5"), "--people takes whole numbers here, not 1.5"),
        (("--design", "two-groups", "--people", "9", "--share", "0.5"), "--people FIRST,SECOND"),
        (("--design", "two-counts", "--rate", "2"), "two-counts needs --before and --after"),
        (("--design", "interrupted-series", "--after", "9"), "needs --before and --spread"),
        (("--design", "with-without", "--treated", "3"), "needs --others and --spread"),
    ],
)
def test_a_plan_that_lacks_something_is_wrong_usage(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["statistics", "power", *words])
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("u,y,n\na,1,2\na,1,3\n", "row 3, column y: “a” has “1” twice."),
        ("u,y,n\na,1,2\nb,2,3\n", "“a” has no row for “2”."),
        ("u,y,n\na,,2\n", "row 2, column y: nothing stands there."),
        ("u,y,n\na,1,x\n", "row 2, column n: “x” is not a number."),
        ("u,y,n\n", "at least two units, each with a value for every period."),
    ],
)
def test_a_bad_history_is_answered_with_row_and_column(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "h.csv").write_text(text, "utf-8")
    words = ("--unit", "u", "--period", "y", "--value", "n", "--treated", "1", "--before", "1", "--after", "1")
    assert main(["statistics", "power", "--design", "with-without", "--in", str(tmp_path / "h.csv"), *words]) == 1
    assert capsys.readouterr().err.rstrip().endswith(says)

"""Files opened again: what was written is what comes back, explained, and nothing in it runs."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nybrott.ui.sheets import Column, Sheet, Value, csv_parts, defused, json_parts, xlsx_file

COLUMNS = [
    Column("name", "Navn", "Hva den heter."),
    Column("on", "Dag", "Når."),
    Column("share", "Andel", "Fra 0 til 1.", share=True),
    Column("median", "Median", "Et tall."),
    Column("count", "Antall", "Et helt tall."),
    Column("true", "Sann", "Om det er så."),
    Column("many", "Flere", "Ord."),
]
ROWS: list[list[Value]] = [
    ['Fjordvik & <Ås>; "kommune"\nhavn', date(2024, 2, 29), 0.25, 2.5, 3, True, ("a", "b")],
    ["=1+1", None, None, None, None, False, ()],
]
RUN = ["=1+1", "+47 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1+1", "=cmd|' /C calc'!A0"]


def a_sheet(rows: list[list[Value]] | None = None) -> Sheet:
    return Sheet(
        "test", "Prøve: alle", COLUMNS, ROWS if rows is None else rows, [("Hva", "=En prøve"), ("Lisens", "NLOD")]
    )


def text_sheet(*texts: str) -> Sheet:
    return Sheet("test", "T", [Column("a", "A", "x")], [[text] for text in texts], [])


def read_csv(sheet: Sheet, *, codebook: bool = True) -> list[list[str]]:
    text = "".join(csv_parts(sheet, codebook=codebook))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_csv_is_as_a_norwegian_spreadsheet_expects_it() -> None:
    rows = read_csv(a_sheet())
    assert rows[0] == ["Navn", "Dag", "Andel", "Median", "Antall", "Sann", "Flere"]
    assert rows[1] == ['Fjordvik & <Ås>; "kommune"\nhavn', "2024-02-29", "0,25", "2,5", "3", "yes", "a, b"]
    assert rows[2] == ["'=1+1", "", "", "", "", "no", ""]
    assert rows[3] == []
    assert rows[4:6] == [["Hva", "'=En prøve"], ["Lisens", "NLOD"]]
    assert rows[6] == ["Navn", "Hva den heter."]
    assert len(rows) == 6 + len(COLUMNS)


def test_csv_without_codebook_is_rows_only() -> None:
    assert len(read_csv(a_sheet(), codebook=False)) == 3


def test_words_follow_the_language() -> None:
    with translation.override("nb"):
        assert read_csv(a_sheet())[1][5] == translation.gettext("yes")


def test_xlsx_holds_rows_and_codebook_on_two_sheets() -> None:
    with xlsx_file(a_sheet()) as file:
        book = openpyxl.load_workbook(file)
    rows, about = book.worksheets
    assert rows.title == "Prøve  alle"
    assert [cell.value for cell in rows[1]] == [column.title for column in COLUMNS]
    assert rows["A2"].value == 'Fjordvik & <Ås>; "kommune"\nhavn'
    assert rows["B2"].value.date() == date(2024, 2, 29)
    assert rows["B2"].number_format == "yyyy-mm-dd"
    assert (rows["C2"].value, rows["C2"].number_format) == (0.25, "0.0%")
    assert (rows["D2"].value, rows["D2"].number_format) == (2.5, "General")
    assert rows["E2"].value == 3
    assert [cell.value for cell in rows[3]] == ["'=1+1", None, None, None, None, "no", None]
    assert rows.max_row == 3
    assert rows.freeze_panes == "B2"
    assert [[cell.value for cell in row] for row in about.iter_rows()][:2] == [
        ["Hva", "'=En prøve"],
        ["Lisens", "NLOD"],
    ]
    assert about.max_row == 2 + len(COLUMNS)


def test_json_says_what_it_holds_first() -> None:
    said = json.loads("".join(json_parts(a_sheet())))
    assert list(said) == ["title", "about", "columns", "rows"]
    assert said["columns"][2] == {"key": "share", "title": "Andel", "means": "Fra 0 til 1."}
    assert said["rows"][0]["name"] == 'Fjordvik & <Ås>; "kommune"\nhavn'
    assert said["rows"][0]["on"] == "2024-02-29"
    assert said["rows"][1] == {
        "name": "=1+1",
        "on": None,
        "share": None,
        "median": None,
        "count": None,
        "true": False,
        "many": [],
    }


@pytest.mark.parametrize("rows", [0, 1, 499, 500, 501, 1001])
def test_every_row_comes_back_whatever_their_number(rows: int) -> None:
    def sheet() -> Sheet:
        return text_sheet(*(f"rad {number}" for number in range(rows)))

    expected = [f"rad {number}" for number in range(rows)]
    assert [row[0] for row in read_csv(sheet(), codebook=False)[1:]] == expected
    assert [row["a"] for row in json.loads("".join(json_parts(sheet())))["rows"]] == expected
    with xlsx_file(sheet()) as file:
        book = openpyxl.load_workbook(file, read_only=True)
        assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == expected


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert read_csv(text_sheet(text))[1][0].startswith("'")
    with xlsx_file(text_sheet(text)) as file:
        cell = openpyxl.load_workbook(file).worksheets[0]["A2"]
    assert cell.data_type in {"s", "inlineStr"}
    assert str(cell.value).startswith("'")


@given(st.text(max_size=60))
def test_no_text_runs_and_none_is_lost(text: str) -> None:
    shown = defused(text)
    assert shown in (text, f"'{text}")
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    (_heading, row) = read_csv(text_sheet(f"x{text}"), codebook=False) if text else ([], ["x"])
    assert row[0].startswith("x")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_opens_again_as_a_spreadsheet(texts: list[str]) -> None:
    with xlsx_file(text_sheet(*texts)) as file:
        sheet = openpyxl.load_workbook(file).worksheets[0]
    for number, text in enumerate(texts, 2):
        value = sheet.cell(number, 1).value or ""
        assert not str(value).startswith("="), text
    assert json.loads("".join(json_parts(text_sheet(*texts))))


def test_a_text_longer_than_a_cell_is_cut_in_a_spreadsheet_only() -> None:
    with xlsx_file(text_sheet("x" * 40_000)) as file:
        assert len(openpyxl.load_workbook(file).worksheets[0]["A2"].value) == 32_767
    assert len(read_csv(text_sheet("x" * 40_000))[1][0]) == 40_000


@pytest.mark.parametrize("kind", ["csv", "json", pytest.param("xlsx", marks=pytest.mark.soak)])
def test_memory_stays_bounded(kind: str) -> None:
    def peak(rows: int) -> int:
        sheet = Sheet(
            "t", "T", [Column("a", "A", "x")] * 5, (["en tekst av vanlig lengde"] * 5 for _ in range(rows)), []
        )
        tracemalloc.start()
        if kind == "xlsx":
            xlsx_file(sheet).close()
        else:
            for _part in (csv_parts if kind == "csv" else json_parts)(sheet):
                pass
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(20_000) < peak(1_000) + 1_000_000

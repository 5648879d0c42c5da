"""Rows of CSV and XLSX as people make them, and as nobody should."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from nybrott.sources import Unreadable, rows_of
from nybrott.sources.spreadsheets import MOST_ROWS, delimiter_of
from nybrott.sources.tests.books import MAIN, a_workbook, row_of

KARI = [(1, ["Navn", "Sted"]), (2, ["Kari Ås", "Bodø"])]


def rows(data: bytes | io.BytesIO) -> list[tuple[int, list[str]]]:
    return list(rows_of(io.BytesIO(data) if isinstance(data, bytes) else data))


def refused(data: bytes | io.BytesIO) -> str:
    with pytest.raises(Unreadable) as trouble:
        rows(data)
    return trouble.value.code


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_text_in_every_encoding_and_with_every_sign(sign: str, encoding: str) -> None:
    assert rows(f"Navn{sign}Sted\r\nKari Ås{sign}Bodø\r\n".encode(encoding)) == KARI


def test_quotes_hold_signs_and_line_breaks() -> None:
    text = 'Navn;Om\n"Ås; Kari";"to\nlinjer, og ""sitat"""\n'
    assert rows(text.encode())[1] == (2, ["Ås; Kari", 'to linjer, og "sitat"'])


def test_commas_in_cells_do_not_hide_the_semicolon() -> None:
    assert delimiter_of("Navn;Beløp\nKari;1,5\nOla;2,5\n") == ";"
    assert delimiter_of('a,"x;y;z;w",b\n1,2,3\n') == ","
    assert delimiter_of("bare én kolonne\nKari\n") == ";"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1, max_size=9),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_table_comes_back_as_it_was(table: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table)
    tidy = [[" ".join(cell.split()) for cell in row] for row in table]
    expected = [(number, row) for number, row in enumerate(tidy, 1) if any(row)]
    if expected:
        assert rows(b"\xef\xbb\xbf" + text.getvalue().encode()) == expected


def test_a_workbook_as_a_spreadsheet_saves_it() -> None:
    from datetime import date, datetime

    book, made = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["Navn", "Dag", "Tid", "Antall", "Andel", "Ja"])
    sheet.append(["Kari Ås", date(2026, 11, 27), datetime.fromisoformat("2026-11-27 10:15"), 912345678, 0.5, True])
    book.save(made)
    assert rows(made)[1] == (2, ["Kari Ås", "2026-11-27", "2026-11-27 10:15", "912345678", "0.5", "1"])


def test_a_formula_gives_the_value_it_had() -> None:
    sheet = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>HYPERLINK("http://x")</f><v>her</v></c><c r="D1" t="e"><v>#REF!</v></c></row>'
    assert rows(a_workbook(sheet)) == [(1, ["2", "", "her", ""])]


def test_shared_texts_and_days_and_places_that_lie() -> None:
    shared = f"<sst {MAIN}><si><r><t>Ka</t></r><r><t>ri</t></r><rPh><t>x</t></rPh></si></sst>"
    sheet = (
        '<row r="5"><c r="A5" t="s"><v>0</v></c><c r="B5" t="s"><v>99</v></c><c r="C5" t="s"><v>-1</v></c><c r="D5" s="2"><v>46353</v></c></row>'
        '<row r="2"><c t="s"><v>0</v></c><c r="ZZZ2"><v>1</v></c></row>'
    )
    assert rows(a_workbook(sheet, **{"xl__sharedStrings.xml": shared})) == [
        (5, ["Kari", "", "", "2026-11-27"]), (6, ["Kari"]),
    ]  # fmt: skip


def test_a_million_blank_rows_are_passed_over_in_bounded_memory(tmp_path: Path) -> None:
    """In a process of its own, so that its memory can be measured."""
    blank = "".join(
        f'<row r="{number}" spans="1:5" ht="15">' + f'<c r="A{number}" s="1"/>' * (number % 10 == 0) + "</row>"
        for number in range(10, 10_010)
    )
    pieces = (blank for _ in range(100))
    file = tmp_path / "blank.xlsx"
    file.write_bytes(a_workbook([row_of(1, "Navn"), row_of(2, "Kari"), *pieces]).getvalue())  # type: ignore[attr-defined]
    code = (
        "import resource, sys; from nybrott.sources import rows_of, Unreadable\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "said = list(rows_of(open(sys.argv[1], 'rb')))\n"
        "print(len(said), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    began = os.times()
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said, megabytes = map(int, done.stdout.split())
    assert said == 2
    assert megabytes < 40
    assert os.times().children_user - began.children_user < 60, "its own time, however busy the machine is"


def test_a_million_blank_lines_of_text_are_passed_over() -> None:
    text = b"Navn;Sted\n" + b";\n" * 1_000_000 + b"Kari;Oslo\n"
    assert [number for number, _cells in rows(text)] == [1, 1_000_002]


def test_fifty_thousand_rows_are_read() -> None:
    book = a_workbook(
        [row_of(number, f"Person {number}", f"p{number}@example.org", "Helse") for number in range(1, 50_001)]
    )
    assert sum(1 for _ in rows_of(book)) == 50_000


def test_more_rows_than_we_take_are_refused() -> None:
    assert refused(b"x;y\n" * (MOST_ROWS + 2)) == "too-many-rows"
    assert refused(a_workbook('<row r="9999999"><c r="A1"><v>1</v></c></row>')) == "too-many-rows"


def test_a_zip_bomb_is_refused() -> None:
    bomb = a_workbook(" " * 1_000_000 for _ in range(120))
    assert len(bomb.getvalue()) < 1_000_000  # type: ignore[attr-defined]  # 120 MB of XML
    assert refused(bomb) == "trap"


def test_a_text_that_is_one_cell_of_a_hundred_megabytes_is_refused() -> None:
    huge = f"<sst {MAIN}>" + "<si><t>" + "x" * 70_000_000 + "</t></si></sst>"
    assert refused(a_workbook("", **{"xl__sharedStrings.xml": huge})) == "trap"


@pytest.mark.parametrize(
    "part", ["xl__workbook.xml", "xl__sharedStrings.xml", "xl__worksheets__sheet1.xml", "xl__styles.xml"]
)
def test_xml_with_entities_is_refused_before_any_expands(part: str) -> None:
    lol = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'
    assert refused(a_workbook("", **{part: lol})) == "entities"
    outside = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
    assert refused(a_workbook("", **{part: outside})) == "entities"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n;;\n", "empty"),
        (b"%PDF-1.7", "kind"),
        (b"\x89PNG\r\n\x1a\n", "kind"),
        (b"<html><table>", "kind"),
        (b"MZ\x90\0\0", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old-office"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b'a;b\n"never ends' + b"x" * 200_000, "damaged"),
    ],
)
def test_what_is_no_spreadsheet_says_so(data: bytes, code: str) -> None:
    assert refused(data) == code


@pytest.mark.parametrize(
    "data", [b'a;b\n"never ends' + b"x" * 200_000, b"a;b\n" + b"x;" * 3_000_000, b'"' + b"x\n" * 3_000_000]
)
def test_what_never_ends_is_refused_whatever_another_library_allows(data: bytes) -> None:
    before = csv.field_size_limit(2**31 - 1)  # a library that reads long cells has lifted the process's own bound
    try:
        assert refused(data) == "damaged"
    finally:
        csv.field_size_limit(before)


def test_a_workbook_without_a_sheet_or_cut_off_says_so() -> None:
    assert refused(a_workbook("", **{"xl___rels__workbook.xml.rels": "<Relationships/>"})) == "no-sheet"
    assert refused(a_workbook("<row><c><v>1</v></c></row><row>")) == "damaged"
    whole = a_workbook(row_of(1, "Kari")).getvalue()  # type: ignore[attr-defined]
    assert refused(whole[:-30]) == "damaged"

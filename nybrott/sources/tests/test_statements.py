"""Short texts from tables and lines, in the letters and signs of any spreadsheet; what cannot be read is said."""

from pathlib import Path

import pytest

from nybrott.sources import Limits, Refusal, Statement, statements

TEXTS = [Statement("a", "Får ikke svar"), Statement("b", "Æ, ø; å")]
TABLE = 'id{0}text\na{0}Får ikke svar\n\nb{0}"Æ, ø; å"\n'


def read(tmp_path: Path, data: bytes, name: str = "needs.csv") -> list[Statement | Refusal]:
    (tmp_path / name).write_bytes(data)
    return list(statements(tmp_path / name))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_in_any_letters_and_signs(tmp_path: Path, separator: str, letters: str) -> None:
    assert read(tmp_path, TABLE.format(separator).encode(letters)) == TEXTS


def test_columns_in_any_order_with_others_beside(tmp_path: Path) -> None:
    table = b'unit,TEXT,"Id"\nx,"to\nlinjer",7\ny,uten nummer,\n'
    assert read(tmp_path, table, "anything.txt") == [Statement("7", "to\nlinjer"), Statement("4", "uten nummer")]


def test_a_text_a_line_is_called_by_its_line(tmp_path: Path) -> None:
    assert read(tmp_path, b"en\r\n\n  \ntre, med komma\n", "needs.txt") == [
        Statement("1", "en"),
        Statement("4", "tre, med komma"),
    ]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (wrong,) = read(tmp_path, b"navn,tekst\na,b\n")
    assert isinstance(wrong, Refusal)
    assert "id and text" in wrong.reason
    whole, short = read(tmp_path, b"id,text\n1,en\n2\n")
    assert isinstance(short, Refusal)
    assert (whole, short.place) == (Statement("1", "en"), "line 3")
    for path in (tmp_path / "none.csv", tmp_path, "bad\0name"):
        (missing,) = statements(path)
        assert isinstance(missing, Refusal)
    (tmp_path / "large").write_bytes(b"x" * 101)
    (large,) = statements(tmp_path / "large", limits=Limits(document=100))
    assert isinstance(large, Refusal)
    long, after = read(tmp_path, b"y" * 1_000_001 + b"\nkort\n", "long.txt")
    assert isinstance(long, Refusal)
    assert after == Statement("2", "kort")


def test_nothing_is_nothing_and_a_million_blank_rows_are_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, b"") == []
    assert read(tmp_path, b"id,text\n") == []
    assert read(tmp_path, b"id,text\n" + b",\n" * 1_000_000 + b"1,sist\n") == [Statement("1", "sist")]


def test_one_long_cell_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"id,text\n1," + b"x" * 200_000 + b"\n") == [Statement("1", "x" * 200_000)]

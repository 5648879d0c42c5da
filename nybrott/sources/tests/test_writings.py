"""The words of a Word document, and nothing else of it."""

import io

import pytest
from docx import Document

from nybrott.sources import Unreadable, text_of
from nybrott.sources.tests.test_papers import PDF, a_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def words(data: bytes, most: int = 1_000) -> str:
    return text_of(io.BytesIO(data), most)


def why(data: bytes, most: int = 1_000) -> str:
    with pytest.raises(Unreadable) as trouble:
        words(data, most)
    return trouble.value.code


def test_paragraphs_tables_and_breaks_become_lines() -> None:
    made, out = Document(), io.BytesIO()
    made.add_paragraph("Natt på sykehjemmet").add_run(" nå")
    made.add_table(1, 1).cell(0, 0).text = "Krav\nto"
    made.save(out)
    assert words(out.getvalue()).split("\n")[:3] == ["Natt på sykehjemmet nå", "Krav", "to"]


def test_what_was_deleted_or_is_no_text_is_left_out() -> None:
    body = f"<w:document {W}><w:p><w:r><w:t>Ja</w:t><w:tab/><w:instrText>PAGE</w:instrText></w:r><w:del><w:r><w:delText>nei</w:delText></w:r></w:del></w:p></w:document>"
    assert words(a_document(**{"word/document.xml": body})) == "Ja\t\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (PDF, "kind"), (b"plain text", "kind"), (b"", "empty"), (a_document(**{"word/document.xml": "<a><b></a>"}), "damaged"), (a_document(**{"word/document.xml": "<a><b>"}), "damaged"),
        (a_document(**{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (a_document(**{"word/document.xml": f"<w:document {W}><w:t>{'x' * 1_001}</w:t></w:document>"}), "too-large"),
    ],
)  # fmt: skip
def test_what_is_not_taken(data: bytes, code: str) -> None:
    assert why(data) == code

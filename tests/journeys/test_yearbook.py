"""The yearly report from a draft to a file somebody takes along: read, published, opened as PDF, Word and Excel."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document as Word
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site, picture, pressed
from tests.journeys.test_dialogue import looked_at

pytestmark = pytest.mark.journey
YEAR = datetime.now(ZoneInfo("Europe/Oslo")).year
TITLE = f"Innovative anskaffelser i {YEAR}"
LYING = "Grøntarealer som steller seg selv"  # the demonstration's pilot nobody has decided about


def taken(page: Page, name: str) -> bytes:
    """A file the page offers."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    path = download.value.path()
    assert path is not None
    return Path(path).read_bytes()


def test_the_year_is_read_published_and_taken_along(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    buyer = enter("Kristian")
    buyer.goto(f"{site.url}/procurements/")
    pressed(buyer.get_by_role("link", name="Årsrapport", exact=True))
    pressed(buyer.get_by_role("link", name=str(YEAR), exact=True))
    draft = buyer.url
    main = buyer.get_by_role("main")
    expect(main).to_contain_text(TITLE)
    for said in ("Hvordan det telles", "Fra behov til gevinst", LYING):
        expect(main).to_contain_text(said)
    picture(buyer, "yearbook-draft")
    if buyer.get_by_label("Hvorfor det kommer en ny versjon").count():
        buyer.get_by_label("Hvorfor det kommer en ny versjon").fill("Et kjøp manglet")
    pressed(buyer.get_by_role("button", name="Publiser rapporten"))
    expect(main).to_contain_text("versjon")
    version = buyer.url
    leader = enter("Berit")
    leader.goto(version)
    pdf = PdfReader(BytesIO(taken(leader, "PDF, bokmål")))
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]).startswith("nb")
    assert root["/MarkInfo"]["/Marked"]
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    word = Word(BytesIO(taken(leader, "DOCX, bokmål")))
    told = " ".join([*(one.text for one in word.paragraphs), *(cell.text for table in word.tables for row in table.rows for cell in row.cells)])  # fmt: skip
    book = load_workbook(BytesIO(taken(leader, "XLSX, bokmål")))
    cells = " ".join(str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    for said in (text, told, cells):
        assert TITLE in said
        assert LYING in said
    looked_at(browser, leader, [f"{site.url}/procurements/yearbook/", draft, version])

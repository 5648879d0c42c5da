"""The leader's page: from home to the whole in one look, to what waits, and along as a PDF; with the keyboard, narrow, dark and printed."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site, picture
from tests.journeys.test_dialogue import looked_at
from tests.journeys.test_every_page import axe

pytestmark = pytest.mark.journey


def test_a_leader_sees_the_whole_and_goes_to_what_waits(enter: Callable[..., Page], site: Site, browser: Browser) -> None:  # fmt: skip
    leader = enter("Berit")
    leader.get_by_role("link", name="Se hele bildet av det du leder").click()
    main = leader.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_contain_text("Hele bildet")
    for said in (
        "Mål, og hvor vi står",
        "Hva som er i gang",
        "Timer og gevinster",
        "Hva som står i veien",
        "deles ikke på hverandre",
    ):
        expect(main).to_contain_text(said)
    picture(leader, "leader")
    with leader.expect_download() as download:
        leader.get_by_role("link", name="PDF", exact=True).click()
    path = download.value.path()
    assert path is not None
    pdf = PdfReader(BytesIO(Path(path).read_bytes()))
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]).startswith("nb")
    assert root["/MarkInfo"]["/Marked"]
    assert "Hele bildet" in pdf.pages[0].extract_text()
    lead = enter("Ingvild")
    lead.goto(f"{site.url}/leader/")
    expect(lead.get_by_role("main")).to_contain_text("Fjordvik kommune")
    picture(lead, "leader-whole")
    looked_at(browser, lead, [f"{site.url}/leader/"])
    driver = enter("Jorunn")
    assert (answer := driver.goto(f"{site.url}/leader/")) is not None
    assert answer.status == 403
    expect(driver.get_by_role("main")).to_contain_text(re.compile("for dem som leder en enhet"))


def test_it_is_narrow_dark_and_printed_too(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    lead = enter("Ingvild")
    for width, scheme in ((390, "light"), (390, "dark"), (1280, "dark")):
        context = browser.new_context(
            storage_state=lead.context.storage_state(), viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nb-NO", bypass_csp=True
        )  # type: ignore[arg-type]  # fmt: skip
        page = context.new_page()
        page.goto(f"{site.url}/leader/")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        context.close()
    lead.goto(f"{site.url}/leader/")
    lead.emulate_media(media="print")
    expect(lead.locator(".nb-menu").first).to_be_hidden()
    expect(lead.get_by_role("main")).to_contain_text("Timer og gevinster")

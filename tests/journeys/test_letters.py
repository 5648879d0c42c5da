"""A letter that was kept back is read, changed, let go, and comes; and the journal proves that it was so."""

import re
import time
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, pressed

pytestmark = pytest.mark.journey


def test_a_letter_held_changed_and_sent(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/demo/")
    pressed(page.get_by_role("link", name="Vær Ingvild Moe").first)
    page.goto(f"{site.url}/settings/letters/")
    pressed(page.get_by_role("link", name=re.compile("^Holdt tilbake")))
    page.get_by_role("link", name="Du er invitert til Fjordvik kommune").first.click()
    expect(page.get_by_role("main")).to_contain_text("henrik.falk@fjordvik.example")
    page.get_by_role("link", name="Endre det").click()
    page.get_by_label("Emne").fill("Velkommen som pådriver i Fjordvik")
    pressed(page.get_by_role("button", name="Ta vare på endringen"))
    pressed(page.get_by_role("button", name="Slipp brevet"))
    assert _subject_of_the_letter(site, "henrik.falk@fjordvik.example") == "Velkommen som pådriver i Fjordvik"

    page.goto(f"{site.url}/settings/journal/")
    expect(page.get_by_role("main")).to_contain_text("Ingvild Moe")
    page.get_by_role("button", name="Sjekk kjeden nå").click()
    expect(page.get_by_role("main")).to_contain_text("Kjeden holder")


def _subject_of_the_letter(site: Site, address: str) -> str:
    """The subject of the letter that came to an address."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for path in (site.var / "letters").glob("*.eml"):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            if address in str(letter["To"]):
                return str(letter["Subject"])
        time.sleep(0.3)
    raise AssertionError(f"no letter to {address} came")

"""Somebody answers a survey by the link of a letter, on a phone without a script: leaves, comes back, keeps code words; the evaluator sees how many."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, letter_to, picture, pressed

pytestmark = pytest.mark.journey
TITLE = "Nullpunkt for kullet til våren"
WORDS = "fjell sko lampe is"
ASKED = [f"svarer{number}@fjordvik.example" for number in range(5)]


@pytest.fixture
def evaluator(enter: Callable[..., Page]) -> Page:
    return enter("Elin Tangen")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        locale="nb-NO",
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def link_to(site: Site, address: str) -> str:
    """The link in the letter that came to an address."""
    found = re.search(r"https?://\S+(/answer/\S+)", letter_to(site, address))
    assert found is not None
    return f"{site.url}{found[1]}"


def opened(page: Page, site: Site) -> str:
    """Plan a wave with the baseline for drivers, tied to a series, ask five people, and open it. Gives its address."""
    page.goto(f"{site.url}/evaluations/instruments/")
    page.locator("a[href*='/instruments/own/']", has_text="Nullpunkt for pådrivere").first.click()
    page.locator("a[href$='/wave/']").first.click()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=new_series]").fill("Vårkullet, før og etter")
    pressed(page.locator("main form button[type=submit]").last)
    page.wait_for_url("**/people/")
    address = page.url.removesuffix("people/")
    page.locator("[name=pasted]").fill("\n".join(ASKED))
    pressed(page.locator("main form button[type=submit]").last)
    page.goto(address)
    pressed(page.locator("button[name=step][value=open]"))
    return address


def page_answered(page: Page) -> None:
    """Choose the first answer of every choice on the page, and go on."""
    for name in page.locator("input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]"):
        page.locator(f"input[name='{name}']").first.check()
    for box in page.locator("main input[type=number]").all():
        box.fill("1")
    pressed(page.get_by_role("button", name="Lagre og gå videre"))


def test_answered_from_a_letter_left_and_taken_up_again(evaluator: Page, phone: Page, site: Site) -> None:
    wave = opened(evaluator, site)
    link = link_to(site, ASKED[0])
    phone.goto(link)
    picture(phone, "answer-phone")
    pressed(phone.get_by_role("link", name="Begynn"))
    page_answered(phone)
    # left, and taken up again where it was
    phone.goto(link)
    pressed(phone.get_by_role("link", name="Fortsett der du slapp"))
    assert "/page/2/" in phone.url
    while "/page/" in phone.url:
        page_answered(phone)
    assert phone.locator(".ev-phrase").inner_text().count(" ") == 3
    picture(phone, "answer-words-phone")
    phone.locator("[name=words]").fill(WORDS)
    phone.get_by_role("button", name="Send inn").click()
    phone.wait_for_url("**/thanks/")
    assert "Takk" in phone.inner_text("h1")
    # once only
    reply = phone.goto(link)
    assert reply is not None
    assert reply.status == 410
    assert "Du har allerede svart" in phone.inner_text("main, body")
    # how many is seen while it is open, and of one answer nothing is told when it is closed
    evaluator.goto(wave)
    assert "1 av 5 har svart" in evaluator.inner_text("main")
    pressed(evaluator.locator("button[name=step][value=close]"))
    evaluator.goto(f"{wave}results/")
    assert "For få har svart" in evaluator.inner_text("body")
    reply = phone.goto(link_to(site, ASKED[1]))
    assert reply is not None
    assert reply.status == 410


def test_results_are_told_without_those_of_few(evaluator: Page, site: Site) -> None:
    """The demonstration's own wave: what few gave is told together with the next."""
    evaluator.goto(f"{site.url}/evaluations/")
    evaluator.get_by_role("link", name="Pådriverne mot slutten av høsten").first.click()
    evaluator.wait_for_url("**/waves/*/")
    evaluator.goto(f"{evaluator.url}results/")
    assert "Svar som få ga, vises sammen med det neste" in evaluator.inner_text("body")
    picture(evaluator, "survey-results")

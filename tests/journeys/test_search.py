"""A reader's way from a word to the sentence it stands in: with a mouse, with the keyboard, without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, pressed
from tests.journeys.test_every_page import axe

pytestmark = pytest.mark.journey


def test_from_the_overview_to_the_words_that_were_looked_for(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/")
    pressed(page.locator('a[href="/observatory/search/"]').first)
    field = page.locator("#id_q")
    field.fill("dialog med markedet")
    page.evaluate("window.unchanged = true")
    field.press("Enter")
    results = page.locator(".ob-results > li")
    expect(results.first.locator("mark").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=dialog"))
    assert page.evaluate("window.unchanged") is True, "the results were swapped, not loaded anew"
    found = results.count()
    page.locator("#id_year").select_option("2025")
    expect(results).not_to_have_count(found)
    expect(page).to_have_url(re.compile("year=2025"))

    # from a result to the notice, and back to the same results
    results.locator("h2 a").first.click()
    expect(page).to_have_url(re.compile(r"/observatory/notices/[^/?]+/$"))
    page.go_back()
    expect(page.locator("#id_q")).to_have_value("dialog med markedet")


def test_one_word_finds_its_compounds_and_both_languages(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/search/?q=anskaffing+markedsdialog")
    page.goto(f"{site.url}/observatory/search/?q=dialog")
    marked = " ".join(page.locator(".ob-results mark").all_text_contents()).lower()
    assert "markedsdialog" in marked
    assert "dialogkonferanse" in marked
    page.goto(f"{site.url}/observatory/search/?q=utsleppsfri")
    expect(page.locator(".ob-results mark").first).to_have_text("utsleppsfri")
    page.goto(f"{site.url}/observatory/search/?q=utslippsfri")
    expect(page.locator(".ob-results mark").first).to_have_text("utsleppsfri")


def test_nothing_found_leads_on(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/search/?q=markedsdialog+romferge")
    page.locator(".ob-misses a").first.click()
    expect(page.locator(".ob-results mark").first).to_be_visible()


def test_the_candidates_lead_to_their_notice_and_their_sign(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/candidates/")
    expect(page.locator(".ob-results mark").first).to_be_visible()
    page.locator(".ob-results .nb-mark-label").first.click()
    expect(page).to_have_url(re.compile(r"/definitions/signs/#"))
    page.go_back()
    page.locator(".ob-results h2 a").first.click()
    expect(page.locator(".ob-sightings li").first).to_be_visible()


def test_by_keyboard_alone(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/search/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("id") == "id_q":
            break
    page.keyboard.type("natt")
    page.keyboard.press("Enter")
    expect(page.locator(".ob-results mark").first).to_have_text("natten")


def test_everything_is_searched_by_keyboard_alone(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    """Opened with its key, chosen with arrows, entered, closed; and axe on the panel while it is open."""
    signed_in = enter("Ingvild")
    context = browser.new_context(
        storage_state=signed_in.context.storage_state(), viewport={"width": 1280, "height": 900}, locale="nb-NO", bypass_csp=True
    )  # type: ignore[arg-type]  # fmt: skip
    page = context.new_page()
    page.goto(f"{site.url}/home/")
    field, options = page.locator("#nb-search-field"), page.locator("#nb-suggestions [role=option]")
    for key in ("/", "Control+k"):
        page.keyboard.press(key)
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(field).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("natt")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(field).to_be_focused()
    assert axe(page) == []
    goes_to = options.first.get_attribute("href")
    assert goes_to
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}{goes_to}")
    # Enter without a choice finds everything with the words
    page.keyboard.press("/")
    page.keyboard.type("natt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=natt")
    expect(page.locator(".se-results mark").first).to_be_visible()
    # on the page itself the key comes to its own field
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#se-q")).to_be_focused()
    context.close()


def test_all_of_it_without_javascript(site: Site, browser: Browser) -> None:
    context = browser.new_context(locale="nb-NO", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/observatory/search/")
    page.locator("#id_q").fill("leverandørdialog")
    page.locator("#id_q").press("Enter")
    expect(page).to_have_url(re.compile("q=leverand"))
    expect(page.locator(".ob-results mark").first).to_be_visible()
    page.locator("#id_order").select_option("oldest")
    page.locator(".nb-filters").get_by_role("button").click()
    expect(page).to_have_url(re.compile("order=oldest"))
    page.locator(".ob-results h2 a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{site.url}/observatory/candidates/")
    expect(page.locator(".ob-results mark").first).to_be_visible()
    context.close()


def test_the_same_on_the_real_notices(real_site: Site, page: Page) -> None:
    for word in ("dialog", "kommune", "anskaffing"):
        page.goto(f"{real_site.url}/observatory/search/?q={word}&country=NO")
        expect(page.locator(".ob-results mark").first).to_be_visible()

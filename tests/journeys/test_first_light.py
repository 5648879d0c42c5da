"""First light: from “how many?” to the highlighted sentence in a notice, as a newcomer walks it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, pressed

pytestmark = pytest.mark.journey

PICTURES = Path("docs/guide/pictures")


def test_from_how_many_to_the_sentence_that_shows_it(site: Site, page: Page) -> None:
    page.goto(site.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi spør før vi kjøper")
    page.get_by_role("main").get_by_role("link", name="Tall fra offisielle kunngjøringer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvor mange anskaffelser åpner for noe nytt?")
    expect(page.locator(".nb-figure svg[role=img]").first).to_be_visible()

    # the picture has its table, and a number in it leads to the notices behind it
    page.get_by_text("Tallene som tabell").first.click()
    table = page.locator("#lenses-table")
    expect(table).to_be_visible()
    table.locator("td a").first.click()
    expect(page).to_have_url(re.compile(r"/observatory/procurements/\?.*shows="))

    # from the rows to one notice, and from what was found to the words themselves
    page.goto(f"{site.url}/observatory/procurements/?shows=behavioural&country=NO")
    page.locator("#procurements tbody th a").first.click()
    expect(page).to_have_url(re.compile(r"/observatory/notices/[^/?]+/$"))
    first = page.locator(".ob-sightings a[href^='#']").first
    words = (first.text_content() or "").strip("«»")
    first.click()
    expect(page).to_have_url(re.compile(r"#"))
    expect(page.locator("mark", has_text=words).first).to_be_visible()


def test_one_organisation_and_its_dots(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/organisations/")
    page.locator("#organisations tbody th a").first.click()
    expect(page).to_have_url(re.compile(r"/observatory/organisations/[A-Z]{2}/[^/]+/"))
    expect(page.get_by_role("heading", level=2, name="Virksomhetens kunngjøringer")).to_be_visible()
    expect(page.locator("#notices tbody tr").first).to_be_visible()


def test_how_we_count_says_every_figure_and_every_sign(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/definitions/")
    page.locator(".nb-cards a").first.click()
    expect(page.locator(".ob-sql")).to_contain_text("select")
    page.goto(f"{site.url}/observatory/definitions/signs/")
    assert page.locator(".ob-sign").count() >= 15


def test_a_list_is_narrowed_without_a_reload(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/notices/")
    before = page.locator("#notices tbody tr").count()
    page.evaluate("window.unchanged = true")
    page.get_by_label("Hva som er funnet").select_option("market_dialogue")
    expect(page).to_have_url(re.compile("shows=market_dialogue"))
    expect(page.locator("#notices tbody tr")).not_to_have_count(before)
    assert page.evaluate("window.unchanged") is True, "the page was swapped, not loaded anew"


def test_all_of_it_without_javascript(site: Site, browser: Browser) -> None:
    context = browser.new_context(locale="nb-NO", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/observatory/notices/")
    before = page.locator("#notices tbody tr").count()
    page.get_by_label("Hva som er funnet").select_option("market_dialogue")
    pressed(page.locator("form").get_by_role("button").first)
    expect(page).to_have_url(re.compile("shows=market_dialogue"))
    assert 0 < page.locator("#notices tbody tr").count() < before
    page.locator("#notices tbody th a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("mark").first).to_be_visible()
    context.close()


def test_by_keyboard_alone(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hopp til innholdet")
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "/observatory/notices/" in (page.locator(":focus").get_attribute("href") or ""):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/observatory/notices/"))


def test_samples_are_marked_as_samples(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/observatory/")
    expect(page.locator("body")).to_contain_text("Kunngjøringene her er eksempler")


def test_the_same_on_the_real_notices(real_site: Site, page: Page, real_data: Path | None) -> None:
    page.goto(f"{real_site.url}/observatory/notices/?country=NO&shows=market_dialogue")
    marked = page.locator("#notices tbody th a")
    expect(marked.first).to_be_visible()
    marked.first.click()
    expect(page.locator("mark").first).to_be_visible()
    samples_said = page.locator("body").get_by_text("Kunngjøringene her er eksempler").count()
    assert bool(samples_said) == (real_data is None)

"""What somebody types is kept: through a closed window, a lost session, two windows, and two people at one task."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import Site, kept_as_draft, pressed

pytestmark = pytest.mark.journey

SAVED = re.compile(r"^Utkastet ble lagret kl\. \d\d\.\d\d\.$")


def somebody(browser: Browser, site: Site, name: str) -> BrowserContext:
    """A browser of their own in which one of the demonstration's people has signed in."""
    context = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 900})
    be(context.new_page(), site, name)
    return context


def be(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/demo/")
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url("**/home/")


@pytest.fixture
def lead(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    context = somebody(browser, site, "Ingvild Moe")
    yield context
    context.close()


def type_slowly(page: Page, title: str) -> None:
    page.get_by_label("Hva som skal gjøres").fill(title)
    expect(page.locator("[data-draft-said]")).to_have_text(SAVED)


def test_what_is_typed_is_there_again_after_the_window_was_closed(lead: BrowserContext, site: Site) -> None:
    page = lead.pages[0]
    page.goto(f"{site.url}/tasks/new/")
    type_slowly(page, "Ring om vaktlisten")
    page.get_by_label("Hvorfor").fill("Skrevet i det vinduet lukkes")
    page.close(run_before_unload=True)
    page = lead.new_page()
    kept_as_draft(page, f"{site.url}/tasks/new/", "Skrevet i det vinduet lukkes")
    page.goto(f"{site.url}/home/")
    page.get_by_role("link", name="En ny oppgave").click()
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("Ring om vaktlisten")
    expect(page.get_by_label("Hvorfor")).to_have_value("Skrevet i det vinduet lukkes")
    page.get_by_role("button", name="Gi oppgaven").click()
    expect(page.get_by_role("heading", name="Ring om vaktlisten")).to_be_visible()
    page.goto(f"{site.url}/tasks/new/")
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("")


def test_a_lost_session_loses_nothing(lead: BrowserContext, site: Site) -> None:
    page = lead.pages[0]
    page.goto(f"{site.url}/tasks/new/")
    page.get_by_label("Hva som skal gjøres").fill("Før økten ble borte")
    lead.clear_cookies()
    page.get_by_role("button", name="Gi oppgaven").click()
    trouble = page.locator("[data-draft-trouble]")
    expect(trouble).to_contain_text("Du er logget ut.")
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("Før økten ble borte")
    # back in another window: the old page goes on as it stands
    other = lead.new_page()
    be(other, site, "Ingvild Moe")
    page.bring_to_front()
    page.get_by_role("button", name="Gi oppgaven").click()
    expect(page.get_by_role("heading", name="Før økten ble borte")).to_be_visible()


def test_what_waits_in_a_window_comes_back_after_signing_in_there(lead: BrowserContext, site: Site) -> None:
    page = lead.pages[0]
    page.goto(f"{site.url}/tasks/new/")
    lead.clear_cookies()
    page.get_by_label("Hva som skal gjøres").fill("Ventet i vinduet")
    expect(page.locator("[data-draft-trouble]")).to_contain_text("Du er logget ut.")
    be(page, site, "Ingvild Moe")
    page.goto(f"{site.url}/tasks/new/")
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("Ventet i vinduet")
    expect(page.locator("[data-draft-said]")).to_have_text(SAVED)
    page.get_by_role("button", name="Glem utkastet").click()
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("")


def test_another_person_in_the_same_window_sees_nothing_of_it(lead: BrowserContext, site: Site) -> None:
    page = lead.pages[0]
    page.goto(f"{site.url}/tasks/new/")
    lead.clear_cookies()
    page.get_by_label("Hva som skal gjøres").fill("Bare for Ingvild")
    expect(page.locator("[data-draft-trouble]")).to_contain_text("Du er logget ut.")
    be(page, site, "Jorunn Haug")
    page.goto(f"{site.url}/tasks/new/")
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("")


def test_two_windows_keep_both_versions(lead: BrowserContext, site: Site) -> None:
    first, second = lead.pages[0], lead.new_page()
    for page in (first, second):
        page.goto(f"{site.url}/tasks/new/")
    type_slowly(first, "Fra det første vinduet")
    type_slowly(second, "Fra det andre vinduet")
    second.get_by_role("link", name="Det finnes en annen utgave").click()
    expect(second.get_by_text("Fra det første vinduet")).to_be_visible()
    expect(second.get_by_text("Fra det andre vinduet")).to_be_visible()
    second.get_by_role("button", name="Fortsett med denne").last.click()
    expect(second.get_by_label("Hva som skal gjøres")).to_have_value("Fra det første vinduet")
    pressed(second.get_by_role("button", name="Glem utkastet"))


def test_the_later_of_two_people_sees_both(browser: Browser, lead: BrowserContext, site: Site) -> None:
    page = lead.pages[0]
    page.goto(f"{site.url}/tasks/new/")
    page.get_by_label("Hva som skal gjøres").fill("Delt oppgave")
    page.get_by_role("button", name="Gi oppgaven").click()
    expect(page.get_by_role("heading", name="Delt oppgave")).to_be_visible()
    address = page.url
    other = somebody(browser, site, "Asta Bruvoll")
    theirs = other.pages[0]
    for one in (page, theirs):
        one.goto(f"{address}change/")
    type_slowly(theirs, "Astas ord")
    type_slowly(page, "Ingvilds ord")
    theirs.get_by_role("button", name="Lagre endringen").click()
    expect(theirs.get_by_role("heading", name="Astas ord")).to_be_visible()
    page.get_by_role("button", name="Lagre endringen").click()
    expect(page.get_by_text("Noen har endret dette mens du skrev")).to_be_visible()
    row = page.get_by_role("row", name="Hva som skal gjøres")
    expect(row).to_contain_text("Astas ord")
    expect(row).to_contain_text("Ingvilds ord")
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("Ingvilds ord")
    page.get_by_label("Hva som skal gjøres").fill("Begges ord")
    page.get_by_role("button", name="Lagre endringen").click()
    expect(page.get_by_role("heading", name="Begges ord")).to_be_visible()
    other.close()


def test_without_a_script_a_button_saves(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="nb-NO", java_script_enabled=False)
    page = context.new_page()
    be(page, site, "Ingvild Moe")
    page.goto(f"{site.url}/tasks/new/")
    page.get_by_label("Hva som skal gjøres").fill("Uten skript")
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("Uten skript")
    expect(page.locator("[data-draft-said]")).to_contain_text("Utkastet ble lagret")
    page.get_by_role("button", name="Glem utkastet").click()
    expect(page.get_by_label("Hva som skal gjøres")).to_have_value("")
    context.close()

"""Needs are linked and parted again with the keyboard alone; the pages of the need graph fit a screen magnified four times."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, pressed

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "nybrott/ui/tests/vendor/axe-core/axe.min.js"
NIGHT = "Eldre faller på vei til badet om natten"


@pytest.fixture
def driver(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of the driver of the night's challenge."""
    context = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site.url}/demo/")
    pressed(page.get_by_role("link", name=re.compile("Jorunn Haug")).first)
    if "/demo/sign-in/" in page.url:
        page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".nb-me")).to_contain_text("Jorunn Haug")
    yield page
    context.close()


def findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(
        "axe.run().then(said => said.violations.map(one => one.id + ' ' + one.nodes.map(node => node.target).join(' ')))"
    )
    return found


def go(page: Page, name: str) -> None:
    """Follow a link by the keyboard."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).filter(visible=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_needs_are_linked_and_parted_with_the_keyboard(site: Site, driver: Page) -> None:
    page = driver
    page.goto(f"{site.url}/challenges/")
    go(page, NIGHT)
    go(page, "Sammenhenger")
    links = page.locator(".th-links > li")
    before = links.count()
    shown = page.locator(".nb-chart-wide a").count()
    assert before >= 4
    assert shown >= 6, "every need of the list is a box"
    step = page.get_by_role("link", name="Si hva de er for hverandre")
    step.focus()
    page.keyboard.press("Enter")
    first = page.locator(".th-likely > li").first
    expect(first).to_contain_text("Begge snakker om")
    first.locator("select").focus()
    page.keyboard.press("End")  # is caused by
    page.keyboard.press("Tab")
    expect(first.get_by_role("button")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Hvert av dem beholder sin side")
    assert links.count() == before + 1
    expect(links.first).to_contain_text("fører til")
    undo = links.first.get_by_role("button")
    undo.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Alt er som før")
    assert links.count() == before
    assert page.locator(".nb-chart-wide a").count() == shown


def test_the_pages_have_no_findings_and_fit_when_magnified(site: Site, driver: Page) -> None:
    page = driver
    page.goto(f"{site.url}/challenges/connections/")
    need = page.locator(".th-links a").first.get_attribute("href") or ""
    key = re.search(r"\d+", need)
    assert key is not None
    page.goto(f"{site.url}/challenges/themes/")
    theme = page.locator("#themes tbody th a").first.get_attribute("href") or ""
    page.goto(f"{site.url}/challenges/")
    challenge = page.get_by_role("link", name=NIGHT).first.get_attribute("href") or ""
    shown = (
        "/challenges/themes/", "/challenges/connections/", theme, f"{theme}name/", f"{need}?q=natt", f"/challenges/{challenge}connections/",
        f"{need}apart/?other={int(key.group()) + 2}",
    )  # fmt: skip
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for address in shown:
            for width in (1280, 320):  # 320 is 1280 magnified four times
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(f"{site.url}{address}")
                assert findings(page) == [], (address, scheme, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)

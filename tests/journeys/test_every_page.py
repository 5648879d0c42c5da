"""Every public page in three languages, wide and narrow, light and dark: axe finds nothing, nothing overflows, little is sent."""

from pathlib import Path
from zlib import crc32

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "nybrott/ui/tests/vendor/axe-core/axe.min.js"
FIRST_VISIT = 150_000
NEXT_PAGE = 20_000

PAGES = {
    "front": "/",
    "an organisation's front": "/o/fjordvik-kommune/",
    "overview": "/observatory/",
    "all countries": "/observatory/?country=",
    "organisations": "/observatory/organisations/",
    "no organisation": "/observatory/organisations/?name=ingen-heter-dette",
    "organisation": "first:/observatory/organisations/#organisations tbody th a",
    "procurements": "/observatory/procurements/",
    "no procurement": "/observatory/procurements/?title=ingen-heter-dette",
    "notices": "/observatory/notices/",
    "no notice": "/observatory/notices/?title=ingen-heter-dette",
    "wrong filter": "/observatory/notices/?year=nittenhundre&country=XX&page=-1&sort=drop",
    "notice": "first:/observatory/notices/?shows=market_dialogue#notices tbody th a",
    "notice without finds": "first:/observatory/notices/?sort=title#notices tbody th a",
    "search": "/observatory/search/",
    "search results": "/observatory/search/?q=markedsdialog",
    "search without results": "/observatory/search/?q=markedsdialog+romferge",
    "candidates": "/observatory/candidates/",
    "no candidate": "/observatory/candidates/?year=2022&country=SE",
    "comparison": "/observatory/comparison/",
    "group": "/observatory/comparison/?group=NO-310400009.310400017&cpv=72",
    "no group": "/observatory/comparison/?group=nonsense&add=ingen-heter-dette",
    "a list": "/observatory/comparison/list/",
    "open data": "/open-data/",
    "for programs": "/api/v1/",
    "definitions": "/observatory/definitions/",
    "definition": "/observatory/definitions/innovative-procurements/",
    "signs": "/observatory/definitions/signs/",
    "not found": "/nowhere/",
}


def open_page(page: Page, site: Site, name: str) -> Response | None:
    """Go to a page of the table; “first:” follows the first link of a list."""
    address = PAGES[name]
    if not address.startswith("first:"):
        return page.goto(site.url + address)
    start, selector = address.removeprefix("first:").split("#", 1)
    page.goto(site.url + start)
    link = page.locator(f"#{selector}").first.get_attribute("href")
    return page.goto(site.url + (link or "/nothing"))


def axe(page: Page) -> list[str]:
    page.add_script_tag(path=str(AXE)) if not page.evaluate("'axe' in window") else None
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{hit['id']}: {hit['help']} {[node['target'] for node in hit['nodes']][:3]}" for hit in found["violations"]
    ]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_axe_finds_nothing(site: Site, browser: Browser, name: str) -> None:
    """In one colour scheme each, which hangs on the name; in both in the soak."""
    for scheme in (("light", "dark")[crc32(name.encode()) % 2],):
        # the policy forbids foreign scripts; axe is let in for the test only
        context = browser.new_context(locale="nb-NO", color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
        page = context.new_page()
        open_page(page, site, name)
        assert axe(page) == [], (name, scheme)
        context.close()


@pytest.mark.soak
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_in_any_language_at_any_width(
    site: Site, browser: Browser, language: str, width: int
) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "nybrott_language", "value": language, "url": site.url}])
        page = context.new_page()
        for name in PAGES:
            open_page(page, site, name)
            assert axe(page) == [], (name, language, width, scheme)
        context.close()


@pytest.mark.soak
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_gallery(workshop: Site, browser: Browser, width: int) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
        )
        page = context.new_page()
        answer = page.goto(workshop.url + "/gallery/")
        assert answer is not None
        assert answer.status == 200
        assert axe(page) == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()


@pytest.mark.parametrize(("language", "width"), [("nb", 1280), ("nn", 320), ("en", 390)])
def test_every_page_is_in_the_readers_language_fits_and_breaks_no_policy(
    site: Site, browser: Browser, language: str, width: int
) -> None:
    context = browser.new_context(locale=language, viewport={"width": width, "height": 800})
    context.add_cookies([{"name": "nybrott_language", "value": language, "url": site.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for name in PAGES:
        answer = open_page(page, site, name)
        assert answer is not None
        assert answer.status == (404 if name == "not found" else 200), name
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert [text for text in complaints if "404" not in text] == []
    context.close()


@pytest.mark.parametrize("name", ["front", "overview", "notices", "notice", "organisation"])
def test_little_is_sent(site: Site, browser: Browser, name: str) -> None:
    context = browser.new_context(locale="nb-NO")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sent: list[float] = []
    session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    page.goto(site.url + "/health/")
    sent.clear()
    open_page(page, site, name)
    page.wait_for_load_state("networkidle")
    first = sum(sent)
    sent.clear()
    page.goto(site.url + "/observatory/definitions/")
    page.wait_for_load_state("networkidle")
    assert first <= FIRST_VISIT * (2 if PAGES[name].startswith("first:") else 1), f"{first / 1000:.0f} kB"
    assert sum(sent) <= NEXT_PAGE, f"{sum(sent) / 1000:.0f} kB"
    context.close()

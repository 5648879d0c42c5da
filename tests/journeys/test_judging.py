"""Two people confirm a weak sign with the keyboard alone, and a figure moves; a third takes it away again. Notices are
brought in, followed while they are read, and taken back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, pressed

pytestmark = pytest.mark.journey

AXE = Path("nybrott/ui/tests/vendor/axe-core/axe.min.js")
REVIEW = "/observatory/candidates/review/"
As = Callable[..., Page]


@pytest.fixture
def signed_in(browser: Browser, site: Site) -> Iterator[As]:
    """A page of somebody of the demonstration, by their link; each in a browser of their own."""
    contexts = []

    def enter(name: str, **more: object) -> Page:
        context = browser.new_context(locale="nb-NO", **{"viewport": {"width": 1280, "height": 900}} | more)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site.url}/demo/")
        pressed(page.get_by_role("link", name=re.compile(name)).first)
        if "/demo/sign-in/" in page.url:
            page.locator("main form button[type=submit]").first.click()
        expect(page.locator(".nb-me")).to_contain_text(name)
        return page

    yield enter
    for context in contexts:
        context.close()


def findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate("axe.run().then(said => said.violations.map(one => one.id))")
    return found


def judge_all(page: Page, site: Site, key: str) -> int:
    """Answer everything in the queue with one key; gives how many there were."""
    page.goto(f"{site.url}{REVIEW}")
    done = 0
    while page.locator(f"[data-key={key}]").count():
        assert findings(page) == []
        with page.expect_navigation():
            page.keyboard.press(key)
        done += 1
        assert done < 50
    return done


def confirmed(page: Page, site: Site) -> int:
    answer = page.request.get(f"{site.url}/api/v1/measures/confirmed-by-people/values")
    return int(answer.json()["rows"][0]["confirmed"])


def test_the_queue_moves_a_figure(site: Site, signed_in: As) -> None:
    first, second, third = (signed_in(name) for name in ("Kristian Øverås", "Elin Tangen", "Jorunn Haug"))
    before = confirmed(first, site)
    done = judge_all(first, site, "j")
    assert done >= 1
    expect(first.get_by_role("heading", name="Du har vurdert alle kandidatene")).to_be_visible()
    assert confirmed(first, site) == before, "one is not enough"
    assert judge_all(second, site, "j") == done
    assert confirmed(first, site) > before
    first.goto(f"{site.url}/observatory/?country=NO")
    expect(first.locator("figcaption").first).to_contain_text("Mennesker har bekreftet")
    first.goto(f"{site.url}/observatory/candidates/")
    expect(first.locator(".ob-results")).to_contain_text("Bekreftet av mennesker")
    judge_all(third, site, "n")
    assert confirmed(first, site) == before, "who rejects takes it away again"
    third.goto(f"{site.url}{REVIEW}")
    pressed(third.get_by_role("link", name="Gå tilbake til det siste svaret ditt"))
    expect(third.get_by_text("Svaret ditt til nå: Avvist")).to_be_visible()
    third.keyboard.press("u")
    expect(third.get_by_text(re.compile("^Usikker: "))).to_be_visible()
    assert confirmed(first, site) > before
    for address in ("/observatory/candidates/agreement/", f"{REVIEW}answers/"):
        first.goto(f"{site.url}{address}")
        assert findings(first) == []


def test_keys_can_be_switched_off_and_are_no_answer_while_one_writes(site: Site, signed_in: As) -> None:
    page = signed_in("Torstein Lie")
    page.goto(f"{site.url}{REVIEW}")
    page.get_by_label(re.compile("^Merknad")).click()
    page.keyboard.type("jnu")
    assert page.url.endswith(REVIEW)
    page.get_by_label(re.compile("Svar med tastene")).uncheck()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.is_navigation_request() else None)
    page.keyboard.press("j")
    page.reload()
    expect(page.get_by_label(re.compile("Svar med tastene"))).not_to_be_checked()
    assert page.url.endswith(REVIEW)
    assert sent == ["GET"], "nothing but the page itself was asked for"


def test_judging_without_javascript(site: Site, signed_in: As) -> None:
    page = signed_in("Ingvild Moe", java_script_enabled=False)
    page.goto(f"{site.url}{REVIEW}")
    pressed(page.get_by_role("button", name=re.compile("^Hopp over")))
    page.get_by_role("button", name=re.compile("^Usikker")).click()
    expect(page.get_by_text(re.compile("^Usikker: "))).to_be_visible()


def test_notices_are_brought_in_and_taken_back(site: Site, signed_in: As, samples: Path) -> None:
    page = signed_in("Elin Tangen")
    read = page.request.get(f"{site.url}/api/v1/coverage").json()["notices"]
    page.goto(f"{site.url}/observatory/imports/")
    pressed(page.get_by_role("link", name="Hent inn kunngjøringer"))
    assert findings(page) == []
    notice = (samples / "notices" / "2025-000433.xml").read_bytes()
    # the same notice under another number is another notice
    other = re.sub(rb"(<cbc:ID[^>]*notice-id[^>]*>)[^<]*", rb"\g<1>00000000-0000-4000-8000-000000000001", notice)
    assert other != notice
    page.set_input_files("input[type=file]", files=[{"name": "vår.xml", "mimeType": "text/xml", "buffer": other}])
    page.get_by_role("button", name="Send filen").click()
    expect(page.get_by_text("Med i tallene")).to_be_visible(timeout=120_000)
    expect(page.get_by_role("heading", name="Hva som endret seg i tallene")).to_be_visible()
    assert findings(page) == []
    assert page.request.get(f"{site.url}/api/v1/coverage").json()["notices"] == read + 1
    page.get_by_role("button", name="Trekk importen tilbake").click()
    expect(page.get_by_text("Trukket tilbake", exact=True)).to_be_visible(timeout=120_000)
    assert page.request.get(f"{site.url}/api/v1/coverage").json()["notices"] == read

"""The pictures of the guide. `make pictures` writes them; here they are taken all the same, and must exist and be whole."""

import os
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, pressed

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "guide" / "pictures"

# name: (where, how wide, light or dark, language)
PICTURES = {
    "front": ("/", 1280, "light", "nb-NO"),
    "cases": ("/cases/", 1280, "light", "nb-NO"),
    "overview": ("/observatory/", 1280, "light", "nb-NO"),
    "overview-dark": ("/observatory/", 1280, "dark", "en-GB"),
    "overview-narrow": ("/observatory/", 390, "light", "nn-NO"),
    "organisations": ("/observatory/organisations/", 1280, "light", "nb-NO"),
    "organisation": ("/observatory/organisations/NO/310400009/", 1280, "light", "nb-NO"),
    "notices": ("/observatory/notices/?shows=market_dialogue", 1280, "light", "nb-NO"),
    "notice": ("first", 1280, "light", "nb-NO"),
    "definitions": ("/observatory/definitions/", 1280, "light", "nb-NO"),
    "signs": ("/observatory/definitions/signs/", 1280, "light", "nb-NO"),
}

# the same for those who have signed in: name: (who, where; "→" follows the link with that text)
INSIDE = {
    "home": ("Ingvild Moe", "/home/"),
    "exchange": ("Ingvild Moe", "/exchange/"),
    "peer-challenges": ("Ingvild Moe", "/exchange/reviews/"),
    "same-need": ("Ingvild Moe", "/exchange/same-need/"),
    "units": ("Asta Bruvoll", "/settings/units/"),
    "members": ("Asta Bruvoll", "/settings/members/"),
    "roles": ("Asta Bruvoll", "/settings/roles/"),
    "journal": ("Ingvild Moe", "/settings/journal/"),
    "letters": ("Ingvild Moe", "/settings/letters/"),
    "review": ("Ingvild Moe", "/observatory/candidates/review/"),
    "challenges": ("Ingvild Moe", "/challenges/"),
    "challenge": ("Ingvild Moe", "/challenges/ → Eldre faller på vei til badet om natten"),
    "thread": ("Ingvild Moe", "/challenges/ → Eldre faller på vei til badet om natten → Den røde tråden"),
    "connections": ("Ingvild Moe", "/challenges/connections/"),
    "theme": ("Ingvild Moe", "/challenges/themes/ → Trygg vei til badet om natten"),
}


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _address(page: Page, site: Site, where: str) -> str:
    if where != "first":
        return where
    page.goto(f"{site.url}/observatory/notices/?shows=market_dialogue&country=NO")
    return page.locator("#notices tbody th a").first.get_attribute("href") or ""


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_of_the_guide(site: Site, browser: Browser, name: str) -> None:
    where, wide, scheme, locale = PICTURES[name]
    context = browser.new_context(
        locale=locale, viewport={"width": wide, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    answer = page.goto(site.url + _address(page, site, where))
    assert answer is not None
    assert answer.status == 200
    page.wait_for_load_state("networkidle")
    picture = page.screenshot()
    context.close()
    _kept(name, picture, wide)


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_a_picture_from_inside(site: Site, browser: Browser, name: str) -> None:
    who, where = INSIDE[name]
    context = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site.url}/demo/")
    pressed(page.get_by_role("link", name=f"Vær {who}").first)
    address, *links = where.split(" → ")
    page.goto(site.url + address)
    for link in links:
        pressed(page.get_by_role("main").get_by_role("link", name=link).filter(visible=True).first)
    assert page.get_by_role("heading", name="Noe gikk galt hos oss").count() == 0
    page.wait_for_load_state("networkidle")
    picture = page.screenshot()
    context.close()
    _kept(name, picture, 1280)


def _kept(name: str, picture: bytes, wide: int) -> None:
    assert _size(picture) == (wide, 900)
    if os.environ.get("NYBROTT_PICTURES"):
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{name}.png").write_bytes(picture)
    assert _size((KEPT / f"{name}.png").read_bytes()) == (wide, 900), "run “make pictures”"

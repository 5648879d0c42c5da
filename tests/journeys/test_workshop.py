"""A method workshop with three browsers: the one who leads, a phone that loses its connection, and a phone without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, picture, pressed

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phones(browser: Browser) -> Iterator[tuple[Page, Page]]:
    quick = browser.new_context(locale="nb-NO", viewport=PHONE)  # type: ignore[arg-type]
    plain = browser.new_context(locale="nn-NO", viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    yield quick.new_page(), plain.new_page()
    quick.close()
    plain.close()


def come_in(phone: Page, site: Site, code: str, name: str, press: str, side: str) -> None:
    phone.goto(f"{site.url}/w/")
    phone.get_by_label(re.compile("Koden på veggen")).fill(f" {code[:3].lower()} {code[3:]} ")
    pressed(phone.get_by_role("button", name=press, exact=True))
    phone.get_by_label(re.compile("kalle deg her")).fill(name)
    phone.locator("select[name=side]").select_option(side)
    pressed(phone.get_by_role("button", name=press, exact=True))


def test_a_workshop_with_three_browsers(page: Page, site: Site, phones: tuple[Page, Page]) -> None:
    quick, plain = phones
    page.goto(f"{site.url}/demo/")
    pressed(page.get_by_role("link", name="Vær Ingvild Moe").first)
    page.goto(f"{site.url}/workshops/")
    pressed(page.get_by_role("link", name="Kor er det glatt?"))
    picture(page, "workshop-plan", full_page=True)
    pressed(page.get_by_role("button", name="Start verkstedet"))
    code = page.locator(".ws-code").first.inner_text()

    come_in(quick, site, code, "Gerd", "Bli med", "user")
    come_in(plain, site, code, "Odd", "Bli med", "relative")
    expect(page.get_by_role("complementary")).to_contain_text("Gerd")  # the page looks by itself

    # a note without JavaScript; and one written where there is no connection
    plain.get_by_label("Notatet ditt").fill("Trappa ved kyrkja")
    plain.get_by_role("button", name="Ta vare på notatet").click()
    expect(plain.get_by_role("main")).to_contain_text("Trappa ved kyrkja")
    quick.context.set_offline(True)
    quick.get_by_label("Notatet ditt").fill("Svingen ved skolen")
    quick.get_by_role("button", name="Ta vare på notatet").click()
    expect(quick.get_by_role("main")).to_contain_text("Ingen forbindelse")
    quick.context.set_offline(False)
    expect(quick.locator("[data-mine]")).to_contain_text("Svingen ved skolen")
    expect(quick.locator("[data-mine] li")).to_have_count(1)
    picture(quick, "workshop-phone", full_page=True)
    expect(quick.get_by_role("main")).not_to_contain_text("Trappa ved kyrkja")  # not shared yet
    expect(page.get_by_role("main")).to_contain_text("2 notater")
    expect(page.get_by_role("main")).not_to_contain_text("Svingen ved skolen")

    page.get_by_role("button", name="Del notatene med alle").click()
    expect(quick.get_by_role("main")).to_contain_text("Trappa ved kyrkja")
    page.get_by_role("button", name=re.compile("^Neste: Kva høyrer saman")).click()
    for text in ("Svingen ved skolen", "Trappa ved kyrkja"):
        page.get_by_label(text).check()
    page.get_by_label("Hva de har felles").fill("Bakkar der folk går til noko")
    pressed(page.get_by_role("button", name="Legg de avkryssede notatene sammen"))
    picture(page, "workshop-lead", full_page=True)
    page.get_by_role("button", name=re.compile("^Neste: Kva vil vi vite")).click()

    vote = quick.get_by_role("button", name="Stem for Bakkar der folk går til noko")
    expect(vote).to_be_visible(timeout=15_000)
    vote.click()
    expect(quick.get_by_role("button", name=re.compile("^Ta tilbake stemmen"))).to_be_visible()
    plain.reload()
    pressed(plain.get_by_role("button", name="Røyst for Bakkar der folk går til noko"))
    page.get_by_role("button", name="Vis hvordan stemmene falt").click()
    expect(page.get_by_role("main")).to_contain_text("2 stemmer")
    page.get_by_role("button", name="Avslutt verkstedet").click()

    page.get_by_role("button", name=re.compile("^Skriv Bakkar der folk")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Bakkar der folk går til noko")
    expect(page.get_by_role("main")).to_contain_text("Svingen ved skolen")
    page.go_back()
    picture(page, "workshop-output", full_page=True)
    expect(quick.get_by_role("main")).to_contain_text("Verkstedet er over")

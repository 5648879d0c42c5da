"""From a contract in an official notice that runs out to a challenge for a unit's driver."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, picture
from tests.journeys.test_dialogue import looked_at

pytestmark = pytest.mark.journey


def test_a_contract_of_a_notice_becomes_a_challenge(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    buyer = enter("Kristian Øverås")
    buyer.goto(f"{site.url}/radar/?first=0&last=60&shows=open")
    main = buyer.get_by_role("main")
    picture(buyer, "radar-notice")
    found = [link.get_attribute("href") for link in main.locator("#contracts tbody th a").all()]
    for address in found:
        buyer.goto(f"{site.url}{address}")
        if main.get_by_role("link", name="Les tildelingskunngjøringen").count():
            break
    expect(main.get_by_role("link", name="Les tildelingskunngjøringen")).to_be_visible()
    title, here = main.get_by_role("heading", level=1).inner_text(), buyer.url
    main.get_by_label("Enhet og pådriver").select_option(index=1)
    main.get_by_role("button", name="Lag utfordringen").click()
    buyer.wait_for_url("**/challenges/**")
    expect(main).to_contain_text(title)
    looked_at(browser, buyer, [here, f"{site.url}/radar/", f"{site.url}/radar/buyers/", f"{site.url}/goals/"])

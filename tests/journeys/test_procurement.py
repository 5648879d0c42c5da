"""A procurement from a need to a measured benefit, as those who carry it out press their way through it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, picture, pressed
from tests.journeys.test_dialogue import looked_at

pytestmark = pytest.mark.journey
TODAY = datetime.now(ZoneInfo("Europe/Oslo")).date()
DRAFT = "Nattlys som følger den som går.\n\nLøsningen finnes ikke på markedet i dag. Leverandøren skal utvikle en prototype sammen med oss.\n"


def send(page: Page, /, **fields: str | bool) -> None:
    """Fill the page's form in by the names of its fields, and press its button."""
    for name, value in fields.items():
        field = page.locator(f"main [name='{name}']")
        if isinstance(value, bool):
            field.first.set_checked(value)
        elif field.first.get_attribute("type") == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value) if " " in value else field.select_option(value)
        else:
            field.fill(value)
    pressed(page.locator("main form.nb-form button[type=submit]").first)
    expect(page.locator("main .ds-error-summary, main [data-field=validation]")).to_have_count(0)


def opened(page: Page, address: str) -> None:
    """Go there; the page is there."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address


def planned(buyer: Page, site: Site) -> str:
    """Put it in the plan, on the need description the elderly's words led to. Gives its address."""
    opened(buyer, f"{site.url}/procurements/new/")
    send(
        buyer,
        title="Nattlys som følger den som går",
        value="2 400 000",
        cpv="33195000",
        announce_on=f"{TODAY + timedelta(days=60)}",
    )
    address = buyer.url.removesuffix("answers/")
    buyer.locator("fieldset", has_text="behovsbeskrivelser").get_by_label("Eldre faller").check()
    send(buyer)
    expect(buyer.get_by_role("main")).to_contain_text("Eldre som bor alene, skal kunne stå opp om natten")
    expect(buyer.get_by_role("main")).to_contain_text("Hvem som var med")
    return address


def asked_for(buyer: Page, address: str) -> None:
    """A requirement that asks for function, a criterion that rewards better than the minimum, and the holes that are left."""
    opened(buyer, f"{address}requirements/new/")
    buyer.locator("main [name=needs]").first.check()
    send(
        buyer, text="Løsningen skal kunne vise veien til badet uten å vekke andre.", kind="functional", strength="must", test_what="Hvor mange som finner veien",
        test_how="Ti beboere i to uker", test_when="trial", threshold="9 av 10",
    )  # fmt: skip
    opened(buyer, f"{address}requirements/new/")
    buyer.locator("main [name=needs]").first.check()
    send(
        buyer, text="Løsningen skal kunne brukes av en som ser dårlig.", kind="functional", strength="must", test_what="Hvor mange som klarer det",
        test_how="Fem beboere som ser dårlig", test_when="trial", threshold="5 av 5",
    )  # fmt: skip
    moved(buyer, f"{address}requirements/")
    opened(buyer, f"{address}requirements/criteria/new/")
    buyer.locator("main [name=requirements]").first.check()
    send(
        buyer,
        name="Hvor trygg natten blir",
        weight="100",
        rewards="Færre som må ha følge",
        is_better=True,
        scale="10 poeng når ingen må ha følge",
    )
    opened(buyer, f"{address}requirements/trace/")
    expect(buyer.get_by_role("main")).to_contain_text("Løsningen skal kunne vise veien")
    picture(buyer, "procurement-trace")


def moved(buyer: Page, address: str) -> None:
    """The second requirement is moved up, and down again, each with one press."""
    opened(buyer, address)
    rows = buyer.locator("#requirements tbody tr")
    for to, first in (("opp", "ser dårlig"), ("ned", "veien til badet")):
        pressed(buyer.get_by_role("button", name=re.compile(rf"^Flytt \S*2 {to}$")))
        expect(rows.first).to_contain_text(first)
    expect(rows).to_have_count(2)


def advised(buyer: Page, address: str) -> None:
    """The guide is asked, a procedure chosen; a draft speaks for a code, which is confirmed, and the class is chosen."""
    opened(buyer, f"{address}procedure/answers/")
    send(
        buyer,
        solution="none",
        need="function",
        development="research",
        purchase="together",
        object="services",
        team="full",
        time="long",
    )
    expect(buyer.get_by_role("main")).to_contain_text("Innovasjonspartnerskap")
    picture(buyer, "procurement-procedure")
    opened(buyer, f"{address}procedure/choose/")
    send(buyer, option="partnership", reason="Løsningen finnes ikke, og vi vil både utvikle og kjøpe den.")
    expect(buyer.get_by_role("main")).to_contain_text("Løsningen finnes ikke, og vi vil både utvikle og kjøpe den.")
    opened(buyer, f"{address}class/draft/")
    send(buyer, text=DRAFT)
    expect(buyer.get_by_role("main")).to_contain_text("Løsningen finnes ikke på markedet i dag.")
    picture(buyer, "procurement-class")
    opened(buyer, f"{address}class/codes/mar-nov/")
    send(buyer, answer="confirm")
    opened(buyer, f"{address}class/choose/")
    send(buyer, klass="procurement-of-innovation", reason="Noe skal utvikles som ikke finnes.")
    expect(buyer.get_by_role("main")).to_contain_text("Innovasjonsanskaffelse")


def promised(buyer: Page, address: str) -> str:
    """What it shall be worth, and how it is now, before the competition. Gives the address of the benefit."""
    opened(buyer, f"{address}benefits/new/")
    send(
        buyer, kind="quality", title="Fall på vei til badet", affected="De som bor hjemme", counted="number", unit="fall", direction="less", target="80",
        target_on=f"{TODAY + timedelta(days=400)}", owner="Berit Solheim", falls_to="users",
    )  # fmt: skip
    benefit = re.sub(r"[?#].*", "", buyer.url)
    opened(buyer, f"{benefit}baseline/")
    send(
        buyer,
        value="168",
        low="150",
        high="180",
        on=f"{TODAY - timedelta(days=1)}",
        how="Nattpatruljens logg for ett år",
    )
    return benefit


def signed(buyer: Page, owner: Page, address: str) -> None:
    """Announced, signed, tried against the need description, and decided by the one who owns it."""
    for step in ("Konkurransen forberedes", "Konkurransen er kunngjort"):
        opened(buyer, address)
        pressed(buyer.get_by_role("main").get_by_role("button", name=step, exact=True))
    opened(buyer, f"{address}contract/new/")
    send(
        buyer,
        title="Lys som følger gangen",
        kind="both",
        signed_on=f"{TODAY}",
        value="2 300 000",
        name="Nattlys AS",
        ends=f"{TODAY + timedelta(days=900)}",
    )
    contract = re.sub(r"[?#].*", "", buyer.url)
    opened(buyer, f"{contract}questions/")
    send(
        buyer,
        meets="partly",
        how_far="70",
        how_far_words="Sju av ti finner veien alene.",
        gaps="To ganger er for mørke.",
        need_changed="no",
        around="Ingenting.",
        inside="Ingenting.",
    )
    opened(owner, f"{contract}decide/")
    send(owner, course="buy", reason="Det virker der det er prøvd.")
    expect(owner.get_by_role("main")).to_contain_text("Det virker der det er prøvd.")
    picture(buyer, "procurement-contract")


def test_from_a_need_to_a_measured_benefit(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    buyer = enter("Kristian")
    opened(buyer, f"{site.url}/procurements/?form=board")
    picture(buyer, "procurements-board")
    address = planned(buyer, site)
    opened(buyer, f"{address}change/")
    send(buyer, owner="Ragnhild Eide")
    asked_for(buyer, address)
    advised(buyer, address)
    benefit = promised(buyer, address)
    signed(buyer, enter("Ragnhild"), address)
    line = enter("Berit")
    opened(line, f"{benefit}measure/")
    send(line, value="150", low="140", high="162", on=f"{TODAY}", how="Nattpatruljens logg", outcome="none")
    expect(line.get_by_role("main")).to_contain_text("Ingen virkning som kan ses")
    opened(buyer, address)
    expect(buyer.get_by_role("main")).to_contain_text("Lys som følger gangen")
    picture(buyer, "procurement")
    looked_at(
        browser, buyer, [f"{site.url}/procurements/", address, f"{address}class/", f"{address}procedure/", benefit]
    )


def test_what_the_demonstration_bought(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    """Goals, sixty procurements, a benefit worse than hoped, a pilot that lies, and contracts that run out."""
    leader = enter("Berit")
    places = {
        "/goals/": "Hver fjerde anskaffelse begynner med et kartlagt behov", "/benefits/?outcome=worse": "Timer til utrykning om natten",
        "/procurements/graveyard/": "Grøntarealer som steller seg selv", "/procurements/?text=Inn+til+dem": "Inn til dem som trenger hjelp",
    }  # fmt: skip
    for path, said in places.items():
        opened(leader, f"{site.url}{path}")
        expect(leader.get_by_role("main")).to_contain_text(said)
    picture(leader, "procurements-portfolio")
    looked_at(browser, leader, [f"{site.url}{path}" for path in places])

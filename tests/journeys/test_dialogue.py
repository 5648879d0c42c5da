"""A market dialogue from an approved need description to the lock: once as the buyer, once as a supplier without an account or a script."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from nybrott.cli.postgres import Postgres
from nybrott.core.ledger import verify
from nybrott.core.lottery import read
from tests.journeys.conftest import Site, letter_to, picture, pressed
from tests.journeys.test_every_page import axe

pytestmark = pytest.mark.journey
ASKED = "Hvordan hindrer dere at noen faller på vei til badet?"


def fill(page: Page, press: str, within: str = "main", /, **fields: str | bool) -> None:
    """Fill a form in by the names of its fields, press a button, and come to the next page."""
    for name, value in fields.items():
        field = page.locator(f"{within} [name={name}]")
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.first.get_attribute("type") == "radio":
            page.locator(f"{within} [name={name}][value='{value}']").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    pressed(page.locator(within).get_by_role("button", name=press, exact=True))


def day(after: int, clock: str = "12:00") -> str:
    """A day from today as a form takes it."""
    return f"{date_after(after)}T{clock}"


def date_after(days: int) -> date:
    return datetime.now(ZoneInfo("Europe/Oslo")).date() + timedelta(days=days)


def turned_back(site: Site, sql: str, **values: object) -> None:
    """Let time pass in the site's database: nobody waits a day in a journey."""
    with psycopg.connect(Postgres(site.var / "postgres").url) as connection:
        connection.execute(sql, values)


def looked_at(browser: Browser, page: Page, addresses: Iterable[str]) -> None:
    """Pages as whoever sits at `page` has them, with a script, so that axe can look."""
    context = browser.new_context(
        storage_state=page.context.storage_state(), viewport=page.viewport_size, locale="nb-NO", bypass_csp=True, reduced_motion="reduce"
    )  # fmt: skip
    one = context.new_page()
    for address in addresses:
        one.goto(address)
        assert (found := axe(one)) == [], (address, found)
        assert one.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    context.close()


def announced(lead: Page, asker: Page, site: Site, title: str) -> str:
    """Begin on the demonstration's approved need description, plan, name people, declare, announce. Gives the address inside."""
    lead.goto(f"{site.url}/dialogues/ours/new/")
    lead.get_by_label(re.compile("Eldre faller|Tryggere")).first.check()
    fill(
        lead, "Lagre", title=title, why="Tre av fire fall skjer om natten.", wanted="Fortell hva som virker, og hva det koster.",
        contact_email="innkjop@fjordvik.example", cpv="33196000",
    )  # fmt: skip
    address = lead.url.removesuffix("plan/")
    lead.goto(f"{address}plan/dates/")
    fill(
        lead, "Lagre", register_until=day(25), answers_until=day(20), input_until=day(30), competition_on=f"{date_after(75)}",
        plan_reason="Vi holder oss til budsjettet.",
    )  # fmt: skip
    lead.goto(f"{address}plan/questions/new/")
    fill(lead, "Lagre", text=ASKED)
    lead.goto(f"{address}people/")
    fill(lead, "Gi oppgaven", user="Kristian Øverås", kind="Leder dialogen")
    fill(lead, "Gi oppgaven", user="Ragnhild Eide", kind="Stiller spørsmål i møter", secrets=True)
    for page in (lead, asker):
        page.goto(f"{address}people/")
        pressed(page.get_by_role("link", name="Gi egenerklæring"))
        fill(page, "Lagre", conflict="no")
    lead.goto(address)
    lead.get_by_role("button", name="Kunngjør dialogen").click()
    expect(lead.get_by_role("main")).to_contain_text("Siden alle ser")
    return address


def meetings_offered(lead: Page, address: str) -> None:
    """Rules, times a month ahead, published: suppliers can apply."""
    lead.goto(f"{address}meetings/plan/")
    fill(
        lead, "Lagre reglene", apply_from=day(-1), apply_until=day(10), known_at=day(14), value_is="Lottotallene lørdag, stigende med bindestrek",
        where="Rådhuset, rom 2", guide="Hva går galt hos andre?\nHva koster det i drift?",
    )  # fmt: skip
    fill(lead, "Legg til tider", first=day(35, "09:00"), until=day(35, "11:00"))
    lead.get_by_role("button", name="Publiser regler og tider").click()
    expect(lead.get_by_role("main")).to_contain_text("Reglene og tidene er offentlige")


def taking_part(page: Page, site: Site, public: str, firm: str, number: str, name: str, email: str) -> str:
    """Register a supplier and follow the letter. Gives the address of its own page."""
    page.goto(f"{public}take-part/")
    fill(page, "Send meg lenken", firm=firm, number=number, name=name, email=email)
    page.goto(link_of(letter_to(site, email, about="/dialogues/confirm/")))
    page.get_by_role("button", name="Ja, jeg deltar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(firm)
    return page.url


def link_of(letter: str) -> str:
    """The link that stands on a line of its own in a letter."""
    found = re.search(r"^https?://\S+", letter, re.MULTILINE)
    assert found, letter
    return found[0]


@pytest.fixture
def supplier(browser: Browser) -> Iterator[Callable[[], Page]]:
    """A browser of somebody outside, without a script, of the width of a telephone."""
    opened = []

    def come() -> Page:
        context = browser.new_context(
            locale="nb-NO", viewport={"width": 390, "height": 844}, reduced_motion="reduce", java_script_enabled=False
        )
        opened.append(context)
        return context.new_page()

    yield come
    for context in opened:
        context.close()


def told(lead: Page, asker: Page, address: str, firm: str) -> None:
    """Information to everyone; a call written down and shared; the question that came with it answered to everyone by somebody else."""
    lead.goto(f"{address}information/new/")
    fill(lead, "Ta vare på det du skrev", title="Slik er det i dag", text="Nattevakten går tre runder.")
    pressed(lead.get_by_role("button", name="Vis det til alle"))
    lead.goto(f"{address}questions/new/")
    fill(lead, "Ta vare på spørsmålet", supplier=firm, text="Hvor mange boliger gjelder det?")
    asker.goto(f"{address}questions/")
    pressed(asker.get_by_role("link", name="Spørsmål 1"))
    fill(asker, "Send svaret til alle", shown="Hvor mange boliger gjelder det?", answer="Omtrent 400 boliger.")
    expect(asker.get_by_role("main")).to_contain_text("Omtrent 400 boliger.")


def contact_shared(lead: Page, site: Site, address: str) -> None:
    """A firm calls: red in the view of equal treatment, until everyone is told the same."""
    pk = address.rstrip("/").rsplit("/", 1)[1]
    lead.goto(f"{site.url}/dialogues/ours/contacts/new/?dialogue={pk}")
    fill(lead, "Skriv det ned", who="Nattvakt AS", given="Vi har målt fall siden 2021.", minutes="5")
    note = lead.url
    lead.goto(f"{address}equal-treatment/")
    expect(lead.locator(".ds-alert[data-color=danger]")).to_contain_text("Det mangler hos Lysløypa AS")
    lead.goto(note)
    fill(lead, "Vis det til alle", "form:has([value=share])", title="Målinger av fall")


def drawn(lead: Page, asker: Page, site: Site, address: str) -> None:
    """The list is closed when the time is over, and somebody else types the value; anybody draws the same again."""
    pk = address.rstrip("/").rsplit("/", 1)[1]
    lead.goto(f"{address}meetings/")
    expect(lead.get_by_role("main")).to_contain_text("1 leverandør har søkt")
    expect(lead.get_by_role("button", name="Lukk listen")).to_have_count(0)
    turned_back(
        site, "UPDATE meetings_round SET apply_until = now() - interval '2 hours' WHERE dialogue_id = %(pk)s", pk=pk
    )
    lead.reload()
    lead.get_by_role("button", name="Lukk listen").click()
    expect(lead.get_by_role("main")).to_contain_text("Listen ble lukket")
    turned_back(
        site,
        "UPDATE meetings_round SET closed_at = now() - interval '1 hour', known_at = now() - interval '1 minute' WHERE dialogue_id = %(pk)s",
        pk=pk,
    )
    lead.reload()
    expect(lead.get_by_role("link", name="Skriv inn verdien og trekk")).to_have_count(0)
    asker.goto(f"{address}meetings/value/")
    asker.locator("[name=value]").fill("3-9-12-20-21-30-33")
    fill(asker, "Trekk", again="3-9-12-20-21-30-33")
    expect(asker.get_by_role("main")).to_contain_text("Fra lotteriet")
    file = asker.get_by_role("link", name="Trekningen som fil").get_attribute("href")
    published = read(json.loads(asker.context.request.get(f"{site.url}{file}").text()))
    assert published.differences() == []
    assert len(published.drawn().meetings) == 1


def caught_up(lead: Page, address: str, firm: str) -> None:
    """Who came late is handed what the others were told, and is told of no more."""
    lead.goto(f"{address}equal-treatment/")
    expect(lead.get_by_role("heading", level=3, name=firm)).to_be_visible()
    pressed(lead.get_by_role("button", name=re.compile(f"^Send {firm}")))
    expect(lead.get_by_role("button", name=re.compile(f"^Send {firm}"))).to_have_count(0)
    expect(lead.locator(".ds-alert[data-color=danger]")).to_have_count(0)


def test_a_buyer_holds_a_dialogue_from_need_description_to_lock(
    site: Site, enter: Callable[..., Page], supplier: Callable[[], Page], browser: Browser
) -> None:
    lead, asker = enter("Kristian Øverås"), enter("Ragnhild Eide", script=False)
    address = announced(lead, asker, site, "Trygg vei om natten")
    public = f"{site.url}{lead.get_by_role('link', name='Siden alle ser').get_attribute('href')}"
    first, late = supplier(), supplier()
    own = taking_part(first, site, public, "Lysløypa AS", "974760673", "Kari Vik", "kari@lysloypa.example")
    told(lead, asker, address, "Lysløypa AS")
    contact_shared(lead, site, address)
    meetings_offered(lead, address)
    first.goto(f"{own}meetings/apply/")
    pressed(first.get_by_role("button", name="Send"))
    drawn(lead, asker, site, address)
    pk = address.rstrip("/").rsplit("/", 1)[1]
    turned_back(
        site, "UPDATE dialogues_dialogue SET announced_at = announced_at - interval '3 days' WHERE id = %(pk)s", pk=pk
    )
    taking_part(late, site, public, "Sent ute AS", "923609016", "Ola Sen", "ola@sentute.example")
    looked_at(browser, lead, (f"{address}{tab}/" for tab in ("plan", "people", "meetings", "equal-treatment")))
    caught_up(lead, address, "Sent ute AS")
    assert "Slik er det i dag" in letter_to(site, "ola@sentute.example", about="Slik er det i dag")

    lead.goto(address)
    lead.get_by_role("button", name="Avslutt dialogen").click()
    lead.get_by_role("link", name=re.compile("^Lås den")).click()
    lead.locator("[name=reason]").fill("Konkurransen er kunngjort på Doffin.")
    lead.get_by_role("button", name="Lås dialogen").click()
    expect(lead.get_by_role("main")).to_contain_text("Ingenting kan endres lenger")
    first.goto(own)
    expect(first.get_by_role("main")).not_to_contain_text("Inviter en kollega")
    lines = lead.context.request.get(f"{public}ledger.jsonl").text().splitlines()
    checked = verify(lines)
    assert (checked.faults, checked.entries > 8) == ((), True)


def input_sent(page: Page, site: Site, own: str, public: str) -> None:
    """An answer with a trade secret is written, sent, withdrawn, changed and sent again, with a receipt each time it is sent."""
    page.goto(f"{own}input/1/")
    fill(page, "Lagre og gå videre", text="Lys som følger den som går.", secret="Styringen er vår.")
    expect(page.get_by_role("main")).to_contain_text("Si hvorfor det er en forretningshemmelighet")
    fill(page, "Lagre og gå videre", reason="Den kan kopieres.")
    page.goto(f"{own}input/send/")
    fill(page, "Send det", named="no")
    expect(page.get_by_role("main")).to_contain_text("Ingen har lest dem")
    page.get_by_role("link", name="Trekk innspillet").click()
    pressed(page.get_by_role("button", name="Trekk innspillet"))
    page.goto(f"{own}input/1/")
    fill(page, "Lagre og gå videre", text="Lys som følger den som går, og ingen alarm.")
    page.goto(f"{own}input/send/")
    pressed(page.get_by_role("button", name="Send det", exact=True))
    assert "forseglet" in letter_to(site, "liv@stigen.example", about="forseglet")
    picture(page, "dialogue-input-phone")
    receipt, copy = (
        page.context.request.get(f"{site.url}{page.get_by_role('link', name=name).get_attribute('href')}").body()
        for name in ("kvittering for den åpne delen", "din kopi av den åpne delen")
    )
    assert json.loads(receipt)["private"]["content"] == sha256(copy).hexdigest()
    checked = verify(page.context.request.get(f"{public}ledger.jsonl").text().splitlines(), (), [json.loads(receipt)])
    assert (checked.faults, checked.receipts) == ((), 1)


def test_a_supplier_takes_part_without_an_account_or_a_script(
    site: Site, enter: Callable[..., Page], supplier: Callable[[], Page], browser: Browser
) -> None:
    lead, asker = enter("Kristian Øverås", script=False), enter("Ragnhild Eide", script=False)
    address = announced(lead, asker, site, "Trygg stige om natten")
    meetings_offered(lead, address)
    page = supplier()
    page.goto(f"{site.url}/dialogues/")
    pressed(page.get_by_role("link", name="Trygg stige om natten"))
    public = page.url
    picture(page, "dialogue-public-phone")
    own = taking_part(page, site, public, "Stigen AS", "974760673", "Liv Dal", "liv@stigen.example")
    pressed(page.get_by_role("link", name="Inviter en kollega"))
    fill(page, "Send kollegaen en lenke", name="Per Dal", email="per@stigen.example")
    page.goto(f"{own}ask/")
    fill(page, "Send spørsmålet", text="Gjelder det også omsorgsboliger?")
    page.goto(f"{own}meetings/apply/")
    page.locator("main select[name^=t]").first.select_option(label="Ønske nr. 1")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text("Dere står på listen")
    input_sent(page, site, own, public)

    lead.goto(f"{address}after/")
    fill(
        lead, "Ta vare på det du skrev", "form:has([value=write])", text="Lys virker.", after="Vi bestemmer oss i mars."
    )
    pressed(lead.get_by_role("button", name="Send det til alle som deltok"))
    page.goto(own)
    picture(page, "dialogue-own-phone")
    pressed(page.get_by_role("link", name="Svar på de tre spørsmålene"))
    fill(page, "Send svaret", worth="5", clear="4", fair="5", because="Klart hva dere ville vite.")
    expect(page.get_by_role("main")).to_contain_text("Endre svaret")
    looked_at(browser, page, (public, own, f"{own}input/", f"{own}meetings/"))


def test_the_demonstrations_dialogue_is_read_and_checked_from_outside(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("Kristian Øverås")
    page.goto(f"{site.url}/dialogues/ours/")
    over = page.get_by_role("link", name=re.compile("^Tomme nok")).get_attribute("href")
    pressed(page.get_by_role("link", name="Tryggere netter hjemme"))
    address, public = page.url, page.get_by_role("link", name="Siden alle ser").get_attribute("href")
    for part, words, name in (
        (address, "30", "dialogue"),
        (f"{address}invitation/", "Tekst til kunngjøringen", "dialogue-invitation"),
        (f"{address}suppliers/", "Nightpath B.V.", "dialogue-suppliers"),
        (f"{address}questions/", "Kan møter holdes på engelsk?", "dialogue-questions"),
        (f"{address}conference/", "Dialogkonferanse", "dialogue-conference"),
        (f"{address}meetings/", "Referat godkjent", "dialogue-meetings"),
        (f"{address}equal-treatment/", "Det som ikke er likt", "dialogue-fairness"),
        (f"{address}annex/", "Vedlegg", "dialogue-annex"),
        (f"{site.url}{over}input/", "Spørsmål for spørsmål", "dialogue-inputs"),
        (f"{site.url}{over}after/", "Verdt tiden: 4,2 av 5", "dialogue-after"),
    ):
        page.goto(part)
        expect(page.get_by_role("main")).to_contain_text(words)
        picture(page, name)
    ask = page.context.request
    assert ask.get(f"{address}annex/nn.pdf").body().startswith(b"%PDF")
    published = read(json.loads(ask.get(f"{site.url}{public}meetings/draw.json").text()))
    assert (published.differences(), len(published.drawn().meetings) > 10) == ([], True)
    checked = verify(ask.get(f"{site.url}{public}ledger.jsonl").text().splitlines())
    assert (checked.faults, checked.entries > 80) == ((), True)

"""A programme is taken over, adapted and released; a run of it recruits, gets leaders' yes from letters, pairs, meets, and is seen on the red thread."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, letter_to, picture, pressed
from tests.journeys.test_dialogue import turned_back

pytestmark = pytest.mark.journey
RUN = "Vårkullet"
STEP = "Gå sju gater klokka fire om morgenen"
CHALLENGE = "Vi vet ikke hvor det er glatt før noen faller"
DRIVER, MENTOR = "Elin Tangen", "Kristian Øverås"
LEADER = "sjefen.til.{}@fjordvik.example"


def taken_over(page: Page, site: Site) -> None:
    """Take over, adapt one activity with other hours of talk, and release."""
    page.goto(f"{site.url}/programmes/shipped/internal-driver-programme/")
    page.get_by_role("button", name="Overta det og tilpass det").click()
    page.get_by_role("link", name="Endre Individuell veiledning").click()
    page.locator("input[name=times]").fill("3")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name="Utgi en versjon").click()
    page.locator("textarea[name=note]").fill("Tre veiledninger holder for en vår.")
    page.get_by_role("button", name="Utgi og signer").click()
    expect(page.get_by_role("main")).to_contain_text("Versjon 1")


def opened(page: Page, site: Site) -> str:
    """Plan a run from today and open the call; gives its address."""
    today = datetime.now(ZoneInfo("Europe/Oslo")).date()
    page.goto(f"{site.url}/programme/runs/plan/")
    page.get_by_role("link", name="Internt pådriverprogram for én høst").first.click()
    page.locator("input[name=title]").fill(RUN)
    page.locator("input[name=begins_on]").fill(today.isoformat())
    page.locator("input[name=ends_on]").fill((today + timedelta(days=90)).isoformat())
    page.locator("input[name=no_compared]").fill("Vi prøver i to enheter, og har ingen like å sammenligne med.")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RUN)
    address = page.url
    page.goto(f"{address}call/open/")
    page.locator("textarea[name=text]").fill("En vår med ett problem.")
    pressed(page.get_by_role("button", name=re.compile("Åpne utlysningen")))
    return address


def signed_up(page: Page, address: str, name: str, kind: str) -> None:
    """Sign up, with a leader who has no account."""
    page.goto(f"{address}sign-up/{kind}/")
    page.locator("textarea[name=motivation]").fill("Jeg vil forstå det før vi kjøper.")
    page.locator("input[name=hours]").fill("20")
    if kind == "driver":
        page.locator("select[name=unit]").select_option(label="Ingen enhet")  # nobody is paired within their unit
        page.locator("select[name=challenge]").select_option(label=CHALLENGE)
    page.locator("select[name=leader]").select_option("other")
    page.locator("input[name=leader_name]").fill(f"Sjefen til {name}")
    page.locator("input[name=leader_email]").fill(LEADER.format(kind))
    page.get_by_role("button", name="Meld deg på", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Venter på lederens ja")


def approved(browser: Browser, site: Site, kind: str) -> None:
    """The leader opens the link of the letter, without an account and without JavaScript, and says yes."""
    link = re.search(r"https?://[^\s]+/yes/\S+", letter_to(site, LEADER.format(kind), about=RUN))
    assert link is not None
    context = browser.new_context(locale="nb-NO", java_script_enabled=False)
    page = context.new_page()
    page.goto(re.sub(r"^https?://[^/]+", site.url, link[0]))
    page.get_by_role("button", name=re.compile("^Ja, ti(da|den) er godkjent")).click()
    expect(page.get_by_role("main")).to_contain_text("Takk")
    context.close()


def paired(lead: Page, address: str, driver: Page, mentor: Page) -> None:
    """The lead proposes what was worked out; both say yes."""
    lead.goto(f"{address}pairs/plan/")
    lead.get_by_role("link", name=re.compile("^Foreslå")).first.click()
    pressed(lead.get_by_role("button", name=re.compile("^Foreslå")))
    for page in (driver, mentor):
        page.goto(f"{address.split('/programme/', maxsplit=1)[0]}/programme/me/")
        page.get_by_role("link", name=re.compile("Les og svar|Hjelp nå")).first.click()
        page.get_by_role("link", name=re.compile("^Si ja eller nei")).first.click()
        pressed(page.get_by_role("button", name=re.compile("^Ja|^Si ja")).first)


def met(mentor: Page, site: Site, pair: str) -> None:
    """The mentor books the next day, they meet, and agree one step."""
    day = datetime.now(ZoneInfo("Europe/Oslo")).date() + timedelta(days=1)
    mentor.goto(f"{pair}book/")
    mentor.locator("input[name=day]").fill(day.isoformat())
    mentor.locator("input[name=time]").fill("10:00")
    mentor.locator("textarea[name=topic]").fill("Hvem merker det først?")
    pressed(mentor.get_by_role("button", name="Bestill veiledningen"))
    mentor.wait_for_url("**/sessions/*/")
    session = mentor.url
    pk = session.rstrip("/").rsplit("/", 1)[1]
    turned_back(site, "UPDATE guidance_session SET starts_at = now() - interval '1 minute' WHERE id = %(pk)s", pk=pk)
    mentor.goto(f"{session}close/")
    mentor.locator("input[name=how][value=held]").check()
    pressed(mentor.get_by_role("button", name="Lagre"))
    mentor.goto(session)
    mentor.locator("input[name=what]").fill(STEP)
    mentor.locator("select[name=side]").select_option("driver")
    mentor.locator("input[name=due_on]").fill((day + timedelta(days=6)).isoformat())
    mentor.get_by_role("button", name="Avtal").click()
    expect(mentor.get_by_role("main")).to_contain_text(STEP)


def test_from_a_programme_taken_over_to_the_red_thread(
    browser: Browser, site: Site, enter: Callable[[str], Page]
) -> None:
    lead, driver, mentor = (enter(name) for name in ("Ingvild Moe", DRIVER, MENTOR))
    taken_over(lead, site)
    address = opened(lead, site)
    signed_up(driver, address, DRIVER, "driver")
    signed_up(mentor, address, MENTOR, "mentor")
    for kind in ("driver", "mentor"):
        approved(browser, site, kind)
    paired(lead, address, driver, mentor)
    mentor.goto(f"{site.url}/programme/me/")
    pressed(mentor.get_by_role("link", name=DRIVER).first)
    met(mentor, site, mentor.url)
    driver.goto(f"{site.url}/programme/me/")
    expect(driver.get_by_role("main")).to_contain_text(STEP)
    driver.goto(f"{site.url}/tasks/")
    expect(driver.get_by_role("main")).to_contain_text(STEP)
    driver.goto(f"{site.url}/challenges/")
    pressed(driver.get_by_role("link", name=CHALLENGE).first)
    driver.goto(f"{driver.url}thread/")
    stage = driver.locator("#stage-session")
    expect(stage.get_by_role("heading", name=re.compile("^Program "))).to_be_visible()
    expect(stage).to_contain_text(f"{DRIVER}, {MENTOR}")
    picture(driver, "thread-with-drivers")
    lead.goto(f"{address}led-to/")
    expect(lead.get_by_role("main")).to_contain_text(CHALLENGE)


def test_the_demonstrations_run_half_way(site: Site, enter: Callable[[str], Page]) -> None:
    lead, driver = enter("Ingvild Moe"), enter("Jorunn Haug")
    lead.goto(f"{site.url}/programme/")
    pressed(lead.get_by_role("link", name="Pådriverne høsten 2026").first)
    address = lead.url
    expect(lead.get_by_role("main")).to_contain_text("24 av 24 plasser")
    picture(lead, "run")
    for part, words, name in (
        ("units/", "1 enhet kjøper for mye og er stille", "run-units"),
        ("standing/", "1 pådriver har ingen veileder.", "run-standing"),
        ("pairs/plan/", "1 kobling er ikke foreslått ennå", "run-pairs"),
        ("led-to/", "av dem hadde en pådriver med før", "run-led-to"),
        ("gatherings/?when=past", "Det vi prøvde først", "run-gatherings"),
    ):
        lead.goto(f"{address}{part}")
        expect(lead.get_by_role("main")).to_contain_text(words)
        picture(lead, name)
    driver.goto(f"{site.url}/programme/me/")
    expect(driver.get_by_role("main")).to_contain_text("Torstein Lie")
    expect(driver.get_by_role("complementary").first).to_contain_text("Hva andre prøvde")
    picture(driver, "my-part")

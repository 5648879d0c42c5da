"""Did it work? An evaluation is planned and settled before a run begins, without a script; the demonstration's is read from plan to decision."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, picture, pressed

pytestmark = pytest.mark.journey
RUN = "Prøvekullet"


def saved(page: Page) -> None:
    pressed(page.get_by_role("button", name="Lagre", exact=True))


def planned(page: Page, site: Site) -> str:
    """A run that begins in two weeks, and its evaluation begun from its tab; gives the evaluation's address."""
    begins = datetime.now(ZoneInfo("Europe/Oslo")).date() + timedelta(days=14)
    page.goto(f"{site.url}/programme/runs/plan/")
    page.get_by_role("link", name=re.compile("Pådriverprogrammet i Fjordvik")).first.click()
    page.locator("input[name=title]").fill(RUN)
    page.locator("input[name=begins_on]").fill(begins.isoformat())
    page.locator("input[name=ends_on]").fill((begins + timedelta(days=90)).isoformat())
    page.locator("input[name=no_compared]").fill("Alle enheter er med.")
    saved(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(RUN)
    page.get_by_role("link", name="Startport").first.click()
    expect(page.get_by_role("main")).to_contain_text("evalueringsplan")
    page.get_by_role("link", name="Evaluering", exact=True).first.click()
    pressed(page.get_by_role("button", name=re.compile("^Begynn")))
    expect(page.get_by_role("heading", level=1)).to_contain_text(RUN)
    return page.url


def written(page: Page, address: str) -> None:
    """A question, an indicator with a number as people write it, reasons for other levels, nothing compared, people."""
    before = datetime.now(ZoneInfo("Europe/Oslo")).date() - timedelta(days=7)
    page.goto(f"{address}questions/new/")
    page.locator("[name=text]").fill("Spør flere enheter brukerne først?")
    saved(page)
    page.goto(f"{address}indicators/new/?level=behaviour")
    page.locator("input[name=name]").fill("Enheter som spør brukerne først")
    page.locator("input[name=unit]").fill("prosent")
    page.locator("input[name=baseline]").fill("12,5")
    page.locator("input[name=baseline_on]").fill(before.isoformat())
    page.locator("input[name=target]").fill("12,5")
    saved(page)
    expect(page.get_by_role("main")).to_contain_text("Det var den før.")
    page.locator("input[name=target]").fill("40")
    saved(page)
    for level in ("reaction", "learning", "results"):
        page.goto(f"{address}levels/{level}/")
        page.locator("[name=why]").fill("Måles i neste kull.")
        saved(page)
    page.goto(f"{address}comparison/")
    page.locator("input[name=with_units]").uncheck()
    page.locator("[name=not_compared]").fill("Alle enheter er med.")
    saved(page)
    page.goto(f"{address}people/")
    page.locator("select[name=evaluator]").select_option(label="Elin Tangen")
    page.locator("select[name=decides]").select_option(label="Asta Bruvoll")
    page.locator("[name=decides_what]").fill("Om vi fortsetter")
    page.locator("input[name=decides_on]").fill((before + timedelta(days=150)).isoformat())
    saved(page)


def test_an_evaluation_is_planned_and_settled_before_the_run_begins(site: Site, enter: Callable[..., Page]) -> None:
    lead, evaluator = enter("Ingvild Moe", script=False), enter("Elin Tangen", script=False)
    address = planned(lead, site)
    expect(lead.get_by_role("main")).to_contain_text("ting mangler")
    written(lead, address)
    lead.goto(address)
    expect(lead.get_by_role("main")).to_contain_text("12,5")
    expect(lead.get_by_role("button", name="Fastsett planen")).to_have_count(0)
    evaluator.goto(address)
    evaluator.get_by_role("button", name="Fastsett planen").click()
    expect(evaluator.get_by_role("main")).to_contain_text("Planen er fastsatt")
    expect(evaluator.get_by_role("main")).to_contain_text("Det som ble frosset")
    lead.goto(f"{address}indicators/new/")
    expect(lead.get_by_role("main")).to_contain_text("Planen er fastsatt.")


def test_the_demonstrations_autumn_is_read_from_plan_to_decision(site: Site, enter: Callable[..., Page]) -> None:
    page = enter("Elin Tangen")
    page.goto(f"{site.url}/evaluation/")
    pressed(page.get_by_role("link", name="Pådriverne høsten 2026").first)
    address = page.url
    for part, words, name in (
        ("", "Pådrivere som sier at samlingene var nyttige", "evaluation-plan"),
        ("power/", "i 8 av 10 tilfeller", "evaluation-power"),
        ("standing/", "Egenvurdert ferdighet i å intervjue", "evaluation-standing"),
        ("claims/", "Pådriverne bidro til at markedet ble spurt om et behov", "evaluation-claims"),
        ("costs/", "Innleid fasilitator", "evaluation-costs"),
        ("theory/", "Brukere er hørt i tre av fire utfordringer", "evaluation-theory"),
        ("reports/1/", "Hva tallene kan bære", "evaluation-report"),
        ("decision/", "Versjon 2 av programmet kom av den", "evaluation-decision"),
    ):
        page.goto(f"{address}{part}")
        expect(page.get_by_role("main")).to_contain_text(words)
        picture(page, name)
    page.goto(f"{address}reports/1/")
    for kind, begins in (("PDF, Bokmål", b"%PDF"), ("PDF, Nynorsk", b"%PDF"), ("DOCX, English", b"PK")):
        link = page.get_by_role("link", name=kind).get_attribute("href")
        assert page.context.request.get(f"{site.url}{link}").body().startswith(begins)
    for locale, words in (("nn-NO", "Kva tala kan bere"), ("en-GB", "What the numbers can support")):
        other = enter("Elin Tangen", locale=locale)
        other.goto(f"{address}reports/1/")
        expect(other.get_by_role("main")).to_contain_text(words)
    page.goto(f"{address}decision/")
    page.get_by_role("link", name=re.compile("høsten 2026 2$")).click()
    expect(page.get_by_role("main")).to_contain_text(
        "Fire veiledninger holdt ikke for dem som begynte uten en egen utfordring."
    )

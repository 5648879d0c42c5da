"""Three municipalities learn from each other: what one tried is taken over and told back, a text is challenged and changed, a need is bought for together, and a network reports its year."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site, letter_to, picture, pressed
from tests.journeys.test_dialogue import date_after, fill, looked_at
from tests.journeys.test_yearbook import taken

pytestmark = pytest.mark.journey
MOWERS = "Vi prøvde stille klippere, og glemte å bestemme oss"
DOORS = "Nattpatruljen slipper å hente nøkler"
CAME = "Naboane høyrer fuglane. I bakken måtte vi ha den gamle maskina likevel."
SNOW = "Hvordan kan vi vite hvilke gangveier som trenger brøyting først?"
SENSES = "«Vite» peker mot målere. Kunne dere spurt vaktmestrene på skolene klokka sju?"
GROUP = "Tryggere netter hjemme"


def press(page: Page, name: str) -> None:
    pressed(page.get_by_role("main").get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """The first link of the page's main part with that text."""
    pressed(page.get_by_role("main").get_by_role("link", name=name).filter(visible=True).first)


def test_what_one_tried_is_taken_over_and_told_back(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    ylva = enter("Ylva Myhre")
    ylva.goto(f"{site.url}/exchange/")
    follow(ylva, "Erfaringer")
    follow(ylva, DOORS)
    picture(ylva, "case")
    ylva.goto(f"{site.url}/cases/")
    follow(ylva, MOWERS)
    case = ylva.url
    follow(ylva, "Ta i bruk dette")
    picture(ylva, "adoption-take")
    taking = ylva.url
    fill(
        ylva, "Ta i bruk", title="Stille klipparar, og éin som svarer", wish="Leverandøren skal ha svar same dag prøva er over.",
        report_on=str(date_after(60)), level="open",
    )  # fmt: skip
    main = ylva.get_by_role("main")
    expect(main).to_contain_text("etter eksempel fra Fjordvik kommune")
    adoption = ylva.url.split("#")[0]
    follow(ylva, re.compile("Si hva dere gjør annerledes.*gjorde"))
    fill(ylva, "Lagre", ours="Vi prøver i den brattaste bakken først.", why="Det var der det ikkje gjekk i Fjordvik.")
    follow(ylva, "Begynn med det")
    press(ylva, "Begynn med det")
    follow(ylva, "Fortell hva det ble til")
    fill(
        ylva, "Fortell det", outcome="partly", text=CAME, what1="Klager på støy i juli", before1="17", after1="3", unit1="klager", measured1=True,
    )  # fmt: skip
    expect(main).to_contain_text("fra 17 til 3 klager")
    picture(ylva, "adoption")
    assert CAME in letter_to(site, "sunniva.asen@fjordvik.example", about=CAME)

    ingvild = enter("Ingvild Moe")
    ingvild.goto(f"{site.url}/settings/letters/")
    follow(ingvild, re.compile("hos Sundvåg kommune$"))  # in nynorsk, which she who told the case reads
    expect(ingvild.get_by_role("main")).to_contain_text(CAME)
    expect(ingvild.get_by_role("main")).to_contain_text("17 → 3 klager (målt)")
    ingvild.goto(case)
    used = ingvild.get_by_role("region", name="Tatt i bruk av andre")
    for said in (
        "Sundvåg kommune",
        "Det virket delvis",
        CAME,
        "fra 17 til 3 klager",
        "Vi prøver i den brattaste bakken først.",
    ):
        expect(used).to_contain_text(said)
    used.evaluate("one => one.scrollIntoView()")
    picture(ingvild, "case-used-by")
    assert (answer := ingvild.goto(f"{adoption}result/")) is not None
    assert answer.status == 403, "what came of it is theirs to tell"
    looked_at(browser, ylva, [f"{site.url}/exchange/", f"{site.url}/exchange/adoptions/", case, taking, adoption, f"{adoption}result/"])  # fmt: skip


def test_a_text_is_challenged_answered_and_changed(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    ingvild = enter("Ingvild Moe")
    ingvild.goto(f"{site.url}/exchange/reviews/")
    follow(ingvild, SNOW)
    review = ingvild.url
    pressed(ingvild.get_by_role("main").get_by_role("link", name="Svar", exact=True))
    question = ingvild.locator("main textarea").first
    question.fill(SENSES)
    picture(ingvild, "peer-challenge-answer")
    answering = ingvild.url
    press(ingvild, "Send inn")
    expect(ingvild.get_by_role("main")).to_contain_text(SENSES)

    gunnar = enter("Gunnar Fossum")
    gunnar.goto(review)
    follow(gunnar, "Ikke ta imot flere svar")
    press(gunnar, "Ikke ta imot flere")
    follow(gunnar, re.compile("Si hva det ble av punktet"))
    press(gunnar, "Lagre")
    wrong = gunnar.get_by_label("Hva som ble endret, eller hvorfor ikke")
    expect(wrong).to_have_attribute("aria-invalid", "true")  # a counter of letters does not take it away
    wrong.press_sequentially("Vi")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    fill(
        gunnar, "Lagre", outcome="taken", said="Vi ringte tre vaktmestre. Ordet er byttet ut.", before="vite hvilke gangveier", after="få greie på hvilke gangveier",
    )  # fmt: skip
    follow(gunnar, "Fortell dem som svarte")
    fill(gunnar, "Fortell dem det", thanks="Takk. Vi så det ikke selv.")
    expect(gunnar.get_by_role("main")).to_contain_text("Fulgt")
    assert SENSES in letter_to(site, "ingvild.moe@fjordvik.example", about="Før: «vite hvilke gangveier»")
    ingvild.goto(review)
    for said in ("Takk. Vi så det ikke selv.", "vite hvilke gangveier", "få greie på hvilke gangveier"):
        expect(ingvild.get_by_role("main")).to_contain_text(said)
    ingvild.locator("#points").evaluate("one => one.scrollIntoView()")
    picture(ingvild, "peer-challenge")
    gunnar.goto(f"{site.url}/exchange/reviews/")
    expect(gunnar.get_by_role("main")).to_contain_text("1 endring på grunn av det.")
    looked_at(browser, ingvild, [f"{site.url}/exchange/reviews/", review])
    looked_at(browser, gunnar, [f"{site.url}/exchange/reviews/", review])
    assert (answer := ingvild.goto(answering)) is not None
    assert answer.status == 403, "what is sent stays as it is"


def test_two_buy_together_and_a_third_follows_along(enter: Callable[..., Page], site: Site, browser: Browser) -> None:
    ylva, ingvild, gunnar = enter("Ylva Myhre"), enter("Ingvild Moe"), enter("Gunnar Fossum")
    ingvild.goto(f"{site.url}/exchange/groups/")
    follow(ingvild, GROUP)
    group = ingvild.url
    picture(ingvild, "group")
    main = ingvild.get_by_role("main")
    expect(main).to_contain_text("Sundvåg kommune: godkjent")
    ylva.goto(group)
    follow(ylva, "Legg til det som er spesielt hos dere")
    fill(ylva, "Legg til", kind="constraint", text="Lyset må kunne slåast av med éi hand.")
    for one in (ylva, gunnar):
        one.goto(group)
        expect(one.get_by_role("main")).to_contain_text("Lyset må kunne slåast av med éi hand.")
        expect(one.get_by_role("main")).to_contain_text("Sundvåg kommune: ikke ennå")
    for told in (
        "Legg til det som er spesielt hos dere",
        "Bekreft det dere har sagt ja til",
        "Før inn en beslutning",
        "Sett en dag",
    ):
        expect(gunnar.get_by_role("main").get_by_role("link", name=told)).to_have_count(0)
    expect(gunnar.get_by_role("main").get_by_role("button", name="Godkjenn teksten og alle tilleggene")).to_have_count(0)  # fmt: skip
    for what in ("addition", "terms", "decision", "text", "day"):
        assert (answer := gunnar.goto(f"{group}do/{what}/")) is not None
        assert answer.status == 403, what
    for one, place in ((ylva, "Sundvåg kommune"), (ingvild, "Fjordvik kommune")):
        one.goto(group)
        press(one, "Godkjenn teksten og alle tilleggene")
        expect(one.get_by_role("main")).to_contain_text(f"{place}: godkjent")
    pdf = PdfReader(BytesIO(taken(ingvild, "PDF")))
    assert "slåast av med éi hand" in " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    for one in (ingvild, gunnar):
        looked_at(browser, one, [f"{site.url}/exchange/groups/", group, f"{site.url}/exchange/same-need/"])


def test_a_network_tells_what_its_members_did_in_a_year(enter: Callable[..., Page], site: Site, browser: Browser) -> None:  # fmt: skip
    gunnar = enter("Gunnar Fossum")
    gunnar.goto(f"{site.url}/exchange/networks/")
    follow(gunnar, "Kystnettverket")
    network = gunnar.url
    picture(gunnar, "network")
    follow(gunnar, "Rapporter")
    follow(gunnar, "Versjon 1")
    version = gunnar.url
    main = gunnar.get_by_role("main")
    title = main.get_by_role("heading", level=1).inner_text()
    picture(gunnar, "network-report")
    expect(main).to_contain_text("Fjordvik kommune")
    pdf = PdfReader(BytesIO(taken(gunnar, "PDF, nynorsk")))
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]).startswith("nn")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    pdf = PdfReader(BytesIO(taken(gunnar, "PDF, bokmål")))
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
    for said in (
        title,
        "Sundvåg kommune",
        "Det vi ikke vet" if "Det vi ikke vet" in main.inner_text() else "Bjørkelia kommune",
    ):
        assert said in text
    looked_at(browser, gunnar, [network, f"{network}benefits/", f"{network}reports/", version])

"""From the code on a poster to an approved need description: the public part on a phone without a script, the rest by three people."""

import io
import re
from collections.abc import Iterator

import pytest
import qrcode
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site, kept_as_draft, picture, pressed

pytestmark = pytest.mark.journey
TITLE = "Folk rekker ikke å levere bøker tilbake før biblioteket stenger"
TEXT = "Hva er vanskelig når du skal låne og levere?"
PHONE = {"width": 390, "height": 844}
VOICES = (
    ("Jeg jobber til fem, og da er det stengt. Bøkene ligger i bilen i ukevis.", ""),
    ("Med rullestol kommer jeg ikke fram til luka om vinteren.", "leser@example.org"),
)


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[dict[str, Page]]:
    """A driver who works on it, the leader who says yes, and the need owner who approves: each in a browser of their own."""
    pages: dict[str, Page] = {}
    for name in ("Jorunn Haug", "Berit Solheim", "Ragnhild Eide"):
        context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        pages[name] = context.new_page()
        pages[name].goto(f"{site.url}/demo/")
        pages[name].get_by_role("link", name=name).first.click()
        pages[name].wait_for_url("**/home/")
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        locale="nb-NO", viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, java_script_enabled=False
    )
    yield context
    context.close()


def kept(page: Page, name: str) -> None:
    """A picture once nothing moves any more."""
    page.wait_for_load_state("networkidle")
    picture(page, name)


def raised_and_anchored(driver: Page, leader: Page, site: Site) -> str:
    """Raise the challenge, judge the likest twin when there is one, and get a leader's yes. Gives its address."""
    driver.goto(f"{site.url}/challenges/raise/")
    driver.get_by_label("what is hard, in a few words").fill(TITLE)
    driver.get_by_label("Need owner").select_option(label="Ragnhild Eide")
    pressed(driver.get_by_role("button", name="Go on"))
    if driver.get_by_label("Not the same").count():
        driver.get_by_label("Not the same").first.check()
        driver.get_by_label("Why").first.fill("Det gjelder bøker.")
    driver.get_by_role("button", name="Raise the challenge").click()
    expect(driver.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    address = driver.url
    driver.goto(f"{address}leader/")
    driver.get_by_label("Purpose in a few words").fill("Et bibliotek for dem som jobber")
    driver.get_by_label("What we want to achieve").fill("Halvparten så mange bøker for sent")
    driver.get_by_label("Leader to ask").select_option(label="Berit Solheim")
    pressed(driver.get_by_role("button", name="Ask for a yes"))
    leader.goto(f"{address}leader/")
    pressed(leader.get_by_role("button", name="Say yes"))
    return address


def modules_of(png: bytes, modules: int) -> list[list[bool]]:
    """The dark modules of a code in a picture, read in the middle of each."""
    code = Image.open(io.BytesIO(png)).convert("L")
    step = code.width / modules
    return [
        [code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) < 128 for x in range(modules)]  # type: ignore[operator]
        for y in range(modules)
    ]


def address_on_poster(page: Page) -> str:
    """The address printed on the poster, once the code beside it is seen to lead to just that."""
    printed = str(page.locator(".nd-poster .nd-long").text_content())
    meant = qrcode.QRCode(border=2)
    meant.add_data(printed)
    meant.make(fit=True)
    wanted = [[bool(one) for one in row] for row in meant.get_matrix()]
    assert modules_of(page.locator(".nd-code").screenshot(), len(wanted)) == wanted
    return printed


def told_on_a_phone(phone: BrowserContext, address: str) -> Page:
    """Two tell what is hard; the second wants to hear back and opens the private page."""
    page = phone.new_page()
    for number, (text, reply_to) in enumerate(VOICES):
        page.goto(address)
        expect(page.get_by_text(TEXT)).to_be_visible()
        page.get_by_label("Hva er vanskelig?").fill(text)
        page.get_by_label("Bruker", exact=True).check()
        page.get_by_label(re.compile("E-postadresse")).fill(reply_to)
        if number:
            kept(page, "contribute-phone")
        page.get_by_role("button", name="Send inn").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Takk")
    page.locator("main a.nd-long").click()
    expect(page.get_by_text(VOICES[1][0])).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    return page


def taken_up(driver: Page, address: str) -> None:
    for title in ("Stengt når folk slutter på jobb", "Luka er ikke for alle"):
        driver.goto(f"{address}contributions/?state=received")
        driver.get_by_role("link", name="Take it up, or set it aside").first.click()
        driver.get_by_label("What it shows, in a few words").fill(title)
        driver.get_by_label("What its writer reads").fill("Takk. Dette tar vi med.")
        pressed(driver.get_by_role("button", name="Take it up as evidence"))


def verified(driver: Page, address: str) -> None:
    """From evidence by an insight to a need that two independent users show."""
    driver.goto(f"{address}board/")
    for box in driver.locator("input[name=evidence]").all():
        box.check()
    driver.get_by_label("What we learnt").fill("Biblioteket er åpent når folk ikke kan komme.")
    pressed(driver.get_by_role("button", name="Write the insight"))
    driver.locator("input[name=insight]").first.check()
    pressed(driver.get_by_role("button", name="Write a need from it"))
    driver.get_by_label("Who", exact=True).fill("De som jobber dagtid")
    driver.get_by_label("Needs what").fill("kunne levere uten å ta fri")
    pressed(driver.get_by_role("button", name="Save the need"))
    driver.goto(f"{address}board/")
    driver.get_by_role("link", name=re.compile("De som jobber dagtid")).first.click()
    driver.get_by_role("button", name="Verify the need").click()
    expect(driver.get_by_text("Several independent sources show this need")).to_be_visible()


def worded(driver: Page, address: str) -> None:
    """The problem, with a remark answered on purpose, and chosen."""
    driver.goto(f"{address}problem/word/")
    driver.get_by_label("The real problem").fill("Folk som jobber dagtid trenger en automat.")
    driver.get_by_label("How might we").fill("Hvordan kan vi la folk levere når de har fri?")
    driver.get_by_label("Written in").select_option("nb")
    driver.get_by_role("button", name="Check the words").click()
    expect(driver.get_by_role("heading", name="What a colleague would ask")).to_be_visible()
    pressed(driver.get_by_role("button", name="Save", exact=True))
    driver.get_by_text("It is there on purpose").first.click()
    driver.get_by_label("On purpose, because").first.fill("det gjelder hele kommunen, hele året")
    kept(driver, "problem-remarks")
    driver.get_by_role("button", name="Record the reason").first.click()
    expect(driver.get_by_text("On purpose, because det gjelder hele kommunen, hele året")).to_be_visible()
    pressed(driver.get_by_role("button", name="Choose this one"))


def described(driver: Page, owner: Page, address: str) -> None:
    """Written in two goes (the first left by the back button), commented on, and approved by the need owner."""
    driver.goto(f"{address}description/")
    pressed(driver.get_by_role("button", name="Begin the description"))
    driver.locator("#id_purpose").fill("Alle skal kunne levere når de har fri.")
    expect(driver.locator("[data-draft-said]")).to_contain_text("Draft saved")
    driver.locator("#id_tried").fill("Lengre åpningstid på torsdager")
    writing = driver.url
    driver.go_back()
    kept_as_draft(driver, writing, "Lengre åpningstid på torsdager")
    driver.go_forward()
    expect(driver.locator("#id_purpose")).to_have_value("Alle skal kunne levere når de har fri.")
    expect(driver.locator("#id_tried")).to_have_value("Lengre åpningstid på torsdager")
    driver.locator("[name=goals-0-text]").fill("Færre bøker for sent")
    driver.locator("[name=goals-0-measure]").fill("Purringer i måneden")
    driver.locator("[name=goals-0-baseline]").fill("400")
    driver.locator("[name=goals-0-target]").fill("200")
    driver.locator("#id_criteria").fill("Purringene er halvert")
    for point in driver.locator("select[name$=-met]").all():
        point.select_option("yes")
    kept(driver, "description-write")
    pressed(driver.get_by_role("button", name="Save", exact=True))
    pressed(driver.get_by_role("button", name="Send to review"))
    owner.goto(f"{address}description/")
    owner.locator("textarea[name=text]").fill("Dette er det vi trenger.")
    owner.get_by_role("button", name="Comment", exact=True).click()
    expect(owner.get_by_text("Dette er det vi trenger.")).to_be_visible()
    owner.get_by_role("button", name="Approve", exact=True).click()
    expect(owner.get_by_text("The need description is approved.")).to_be_visible()


def test_from_the_code_on_the_poster_to_an_approved_description(
    people: dict[str, Page], phone: BrowserContext, site: Site
) -> None:
    driver, leader, owner = people.values()
    address = raised_and_anchored(driver, leader, site)
    driver.goto(f"{address}hearing/")
    driver.get_by_label("What contributors read, in bokmål").fill(TEXT)
    pressed(driver.get_by_role("button", name="Open the hearing"))
    driver.goto(f"{address}contributions/")
    pressed(driver.get_by_role("link", name="Open the poster"))
    kept(driver, "poster")
    mine = told_on_a_phone(phone, address_on_poster(driver))
    taken_up(driver, address)
    verified(driver, address)
    worded(driver, address)
    described(driver, owner, address)

    owner.wait_for_load_state("networkidle")
    with owner.expect_download() as download:
        owner.get_by_role("link", name="PDF", exact=True).click()
    pages = PdfReader(download.value.path()).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    for words in ("Alle skal kunne levere når de har fri.", "Færre bøker for sent", "kunne levere uten å ta fri"):
        assert words in text, words

    driver.goto(f"{address}thread/")
    for label in (
        "Version 1",
        "De som jobber dagtid",
        "Biblioteket er åpent når folk ikke kan komme.",
        VOICES[1][0][:40],
        "said yes",
    ):
        expect(driver.locator(".th-stages").get_by_text(label).first).to_be_visible()
    assert driver.locator(".nb-chart-wide path.s-thread[stroke-width='2']").count() >= 6
    mine.reload()
    expect(mine.get_by_text("Takk. Dette tar vi med.")).to_be_visible()

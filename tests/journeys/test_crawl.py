"""Every kind of page that people reach by links, each once as somebody who can see it: axe finds nothing, nothing overflows, paper shows no menus.

What was looked at is told in docs/operate/axe.md, and in sums on the site's page about accessibility; `make soak` with
NYBROTT_PICTURES=1 writes both anew.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.journeys.conftest import Site
from tests.journeys.test_every_page import AXE, axe

pytestmark = [pytest.mark.journey, pytest.mark.soak]
ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "operate" / "axe.md"
DECLARED = ROOT / "docs" / "operate" / "accessibility.md"
SUMS = ROOT / "nybrott" / "web" / "accessibility.toml"

NOBODY = "a visitor"
# the richest view first: what one has shown is not looked at again for the next
PEOPLE = (
    NOBODY, "Ingvild Moe", "Kristian Øverås", "Asta Bruvoll", "Elin Tangen", "Jorunn Haug", "Torstein Lie", "Berit Solheim", "Per Arne Holm", "Ragnhild Eide", "Nora Vik",
    "Siri Dahl", "Ylva Myhre", "Gunnar Fossum", "Leif Strand", "Hjørdis Berge",
)  # fmt: skip
# language, width (320 is a screen of 1280 magnified four times), colours; and one of two more, by turns
LOOKS = (("nb", 1280, "light"), ("nb", 320, "dark"))
MORE = (("nn", 320, "light"), ("en", 1280, "dark"))
STILL = "new Promise(done => setTimeout(done, 1000))"
PAPER = 700  # pixels between the margins of an A4 sheet
STARTS = ("/home/", "/", "/exchange/", "/leader/", "/settings/letters/mine/")
# not pages: files, doors out, and what changes something for whoever opens it
LEFT_OUT = re.compile(r"^/(demo|language|account/logout|account/2fa|static|api)/|\.(pdf|docx|xlsx|csv|json|ics|atom|xml|zip|png|txt|md|parquet|jsonld|ttl)$|/file/|/leave/$")  # fmt: skip
UNPRINTED = ".nb-menu, .nb-menu-button, .nb-search-button, .nb-tabnav a:not([aria-current]), .nb-settings, .nb-filters, .nb-breadcrumbs, .nb-skip, .nb-foot nav, .nb-main .nb-button:not(.nb-next *)"


@dataclass
class Seen:
    """One page: the name of its address, where, as whom, and what was found."""

    view: str
    address: str
    who: str
    found: list[str] = field(default_factory=list)


def named(address: str) -> str:
    """The name of an address; empty where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def links(page: Page, site: Site) -> list[str]:
    """Where the page leads within the site, without queries."""
    found: list[str] = page.evaluate("[...document.querySelectorAll('a[href]')].filter(one => !one.hasAttribute('download')).map(one => new URL(one.getAttribute('href'), document.baseURI).href)")  # fmt: skip
    inside = (urlsplit(one).path for one in found if one.startswith(site.url + "/"))
    return [one for one in dict.fromkeys(inside) if not LEFT_OUT.search(one)]


def looked(page: Page, site: Site, address: str) -> Iterator[str]:
    """What is wrong with a page that stands open, in each of the looks and on paper."""
    spoken = LOOKS[0][0]
    for language, width, scheme in (*LOOKS, MORE[crc32(address.encode()) % 2]):
        if language != spoken:
            page.context.add_cookies([{"name": "nybrott_language", "value": language, "url": site.url}])
            page.goto(site.url + address)
            spoken = language
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, media="screen")  # type: ignore[arg-type]
        if axe(page):  # colours glide from one scheme to the other
            page.evaluate(STILL)
            yield from (f"{language} {width} {scheme}: {one}" for one in axe(page))
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            yield f"{language} {width}: {over} pixels too wide"
        if page.locator("html").get_attribute("lang") != language:
            yield f"{language}: the page says it is in another language"
    page.context.add_cookies([{"name": "nybrott_language", "value": LOOKS[0][0], "url": site.url}])
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(color_scheme="light", media="print")
    shown = page.evaluate(f"[...document.querySelectorAll('{UNPRINTED}')].filter(one => one.checkVisibility()).map(one => one.className || one.tagName)")  # fmt: skip
    if shown:
        yield f"on paper stands {shown}"
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        yield f"on paper {over} pixels too wide"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": LOOKS[0][1], "height": 900})


def entered(context: BrowserContext, site: Site, who: str) -> Page:
    page = context.new_page()
    if who != NOBODY:
        page.goto(f"{site.url}/demo/")
        page.get_by_role("link", name=f"Vær {who}").first.click()
        page.wait_for_url("**/home/")
    return page


def crawled(browser: Browser, site: Site, people: Iterable[str]) -> Iterator[Seen]:
    """One page of each address that links lead to, and everyone's own first page."""
    known: set[str] = set()
    for who in people:
        context = browser.new_context(
            locale="nb-NO", viewport={"width": LOOKS[0][1], "height": 900}, bypass_csp=True, reduced_motion="reduce"
        )
        page = entered(context, site, who)
        waiting, queued = list(STARTS[1:] if who == NOBODY else STARTS), set(STARTS)
        while waiting:
            address = waiting.pop(0)
            view = named(address)
            if view in known and address != "/home/" and address not in STARTS[:1]:
                continue
            try:
                answer = page.goto(site.url + address)
            except Error:  # a file
                continue
            if answer is None or "html" not in (answer.headers.get("content-type") or ""):
                continue
            if answer.status != 200 or urlsplit(page.url).path != address:
                if answer.status >= 500:
                    yield Seen(view, address, who, [f"answers {answer.status}"])
                continue
            known.add(view)
            more = [one for one in links(page, site) if one not in queued]
            queued.update(more)
            waiting.extend(more)
            yield Seen(view, address, who, list(looked(page, site, address)))
        context.close()


def written(pages: list[Seen]) -> str:
    """The table as it stands in the documentation."""
    rows = [f"| `{one.view}` | `{re.sub(r'[0-9]+', 'n', one.address)}` | {one.who} | {len(one.found)} |" for one in sorted(pages, key=lambda one: (one.view, one.who))]  # fmt: skip
    return "\n".join(rows)


def test_every_kind_of_page_is_accessible_narrow_and_printed(site: Site, browser: Browser) -> None:
    pages = list(crawled(browser, site, PEOPLE))
    found = [f"{one.address} as {one.who}: {what}" for one in pages for what in one.found]
    assert found == [], "\n".join(found)
    views = {one.view for one in pages}
    assert len(views) > 250, "links lead to the pages"
    if os.environ.get("NYBROTT_PICTURES"):
        kept(pages, AXE.read_text("utf-8")[:40])
    assert set(re.findall(r"^\| `([\w:-]+)`", TABLE.read_text("utf-8"), re.MULTILINE)) <= views, "a page of the table is not reached any more"  # fmt: skip
    assert tomllib.loads(SUMS.read_text("utf-8"))["findings"] == 0


def kept(pages: list[Seen], version: str) -> None:
    """Write the table, and its sums."""
    on = datetime.now(ZoneInfo("Europe/Oslo")).date()
    views, looks, findings = len({one.view for one in pages}), (len(LOOKS) + 1) * len(pages), sum(len(one.found) for one in pages)  # fmt: skip
    axe_core = ".".join(re.findall(r"\d+", version)[:3])
    SUMS.write_text(
        f"# Written by tests/journeys/test_crawl.py: what was looked at, and when.\non = {on}\naxe = \"{axe_core}\"\npages = {views}\nlooks = {looks}\nfindings = {findings}\n",
        "utf-8",
    )  # fmt: skip
    told = f"Sist {on:%d.%m.%Y}: axe-core {axe_core} så på {views} slags sider {looks} ganger, og fant {findings} feil."
    text = re.sub("(<!-- axe -->).*(<!-- /axe -->)", rf"\1{told}\2", DECLARED.read_text("utf-8"))
    DECLARED.write_text(text, "utf-8")
    head, _rest = TABLE.read_text("utf-8").split("<!-- rows -->", 1)
    said = f"{on}, axe-core {axe_core}: {views} kinds of pages, looked at {looks} times, {findings} findings."
    TABLE.write_text(f"{head}<!-- rows -->\n\n{said}\n\n| page | address | as | findings |\n|---|---|---|--:|\n{written(pages)}\n", "utf-8")  # fmt: skip

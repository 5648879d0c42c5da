"""A running site as `nybrott up --demo` leaves it, and a browser in front of it."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    TimeoutError,
    expect,
    sync_playwright,
)

from tests import prepared

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "pictures"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
STOP_SECONDS = 90  # its web server and its worker have fifteen each
LETTER_SECONDS = 90
DRAFT_SECONDS = 60
THREAD_MILLISECONDS = 3_000
EXPECTED_MILLISECONDS = 60_000  # as long as it takes on a busy machine; what comes sooner is seen sooner
READY_SECONDS = 300  # alone it takes some twenty; beside all other tests on two cores, many times that


expect.set_options(timeout=EXPECTED_MILLISECONDS)


@dataclass(frozen=True)
class Site:
    """Where a running site answers, what it said while it started, and its folder."""

    url: str
    said: str
    var: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _up(folder: Path, notices: Path, **more: str) -> Iterator[Site]:
    """`nybrott up --demo` on the folder `var` in `folder`."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("NYBROTT", "DATABASE", "DJANGO"))
    }
    port = _free_port()
    said = folder / "said.txt"
    with said.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "nybrott.cli", "up", "--demo", "--port", str(port)],
            env=clean | {"NYBROTT_VAR": str(folder / "var"), "NYBROTT_NOTICES": str(notices)} | more, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        until = time.monotonic() + READY_SECONDS
        while "Nybrott is ready" not in said.read_text():
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < until, said.read_text()
            time.sleep(0.1)
        yield Site(f"http://localhost:{port}", said.read_text(), folder / "var")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS)


@contextmanager
def _folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="nybrott-journey-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        subprocess.run(["rm", "-rf", str(made)], check=False)


@pytest.fixture(scope="session")
def filled(samples: Path) -> Iterator[Path]:
    """A folder in which the demonstration was filled and stopped again. Each site here goes on from a copy, which takes a
    quarter of the time. Its tables are those the tests keep; starting from nothing is tested in `cli`."""
    with _folder() as folder:
        (folder / "var").mkdir()
        prepared.take(folder / "var" / "postgres")
        with _up(folder, samples) as site:
            assert site.var.is_dir()
        yield folder


def _copied(filled: Path, notices: Path, **more: str) -> Iterator[Site]:
    with _folder() as folder:
        # the database may belong to another account, and keeps it
        subprocess.run(["cp", "-a", str(filled / "var"), str(folder / "var")], check=True)
        with _up(folder, notices, **more) as site:
            yield site


@pytest.fixture(scope="session")
def site(filled: Path, samples: Path) -> Iterator[Site]:
    """The site filled with the repository's own samples."""
    yield from _copied(filled, samples)


@pytest.fixture(scope="session")
def real_site(filled: Path, real_data: Path | None, samples: Path) -> Iterator[Site]:
    """The site filled with the real Norwegian notices where they lie beside the project, else with the samples."""
    yield from _copied(filled, real_data / "notices" / "eforms" if real_data else samples)


@pytest.fixture(scope="session")
def workshop(filled: Path, samples: Path) -> Iterator[Site]:
    """The site as those who build it run it, with the component gallery."""
    yield from _copied(filled, samples / "notices" / "2022-000101.xml", NYBROTT_DEBUG="1")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    one = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield one
    one.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    one = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 900})
    yield one
    one.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that remembers what the browser complained of; a journey fails on any complaint."""
    one = context.new_page()
    complaints: list[str] = []
    one.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    one.on("pageerror", lambda error: complaints.append(str(error)))
    yield one
    assert complaints == [], complaints


@pytest.fixture
def enter(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Signs one of the demonstration's people in, in a browser of their own, with a script or without, in a language."""
    opened = []

    def entered(name: str, *, script: bool = True, locale: str = "nb-NO") -> Page:
        context = browser.new_context(
            locale=locale, viewport={"width": 1280, "height": 900}, reduced_motion="reduce", java_script_enabled=script
        )
        opened.append(context)
        page = context.new_page()
        page.goto(f"{site.url}/demo/")
        page.get_by_role("link", name=re.compile(re.escape(name))).first.click()
        page.wait_for_url("**/home/")
        return page

    yield entered
    for context in opened:
        context.close()


def pressed(what: Locator) -> None:
    """Press a button or follow a link, and come to the page it leads to: what it does is done, and what stands there can be counted, read and left. A form
    that saves as one goes is handed in a moment after the press."""
    with what.page.expect_navigation(wait_until="domcontentloaded"):
        what.click()


def picture(page: Page, name: str, *, full_page: bool = False) -> None:
    """The page as it stands, with its thread, kept for the guide when pictures are made; else only that there is one."""
    if page.locator(".nb-short").count():  # it is fetched when the page is there, and not without a script
        with suppress(TimeoutError):
            page.locator(".nb-short .nb-thread").first.wait_for(timeout=THREAD_MILLISECONDS)
    taken = page.screenshot(full_page=full_page)
    assert len(taken) > 5_000
    if os.environ.get("NYBROTT_PICTURES"):
        (PICTURES / f"{name}.png").write_bytes(taken)
    assert (PICTURES / f"{name}.png").is_file(), "run “make pictures”"


def kept_as_draft(page: Page, address: str, words: str) -> None:
    """Wait until words that were sent while a page closed stand in the form at an address, for whoever sits at `page`."""
    until = time.monotonic() + DRAFT_SECONDS
    while words not in page.request.get(address).text():
        assert time.monotonic() < until, f"“{words}” was not kept"
        time.sleep(0.1)


def letter_to(site: Site, address: str, *, about: str = "") -> str:
    """The text of a letter that came to an address, one with some words in it."""
    until = time.monotonic() + LETTER_SECONDS
    while time.monotonic() < until:
        for path in (site.var / "letters").glob("*.eml"):
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = letter.get_body(("plain",))
            if address in str(letter["To"]) and body is not None and about in body.get_content():
                return str(body.get_content())
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address} came")

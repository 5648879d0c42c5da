"""Find the Chromium that the browser journeys drive, and install one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# without windows and a toolbar a browser does the same work in a third of the time
SHELL = Path("/usr/bin/chromium-headless-shell")
DEBIAN = Path("/usr/bin/chromium")
INSTALL_SECONDS = 120  # for one command of Debian's; then it is done without


def find() -> Path | None:
    """`CHROMIUM`, else Debian's without windows, else Debian's, else Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    for debians in (SHELL, DEBIAN):
        if debians.is_file():
            return debians
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def _install_debians() -> bool:
    """Whether one of Debian's could be installed, the one without windows if there is one."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    patience = ["-q", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=15"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": INSTALL_SECONDS}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(["apt-get", "update", *patience], check=False, env=environment, **quiet)
        for package in ("chromium-headless-shell", "chromium"):
            command = ["apt-get", "install", *patience, "-y", "--no-install-recommends", package]
            if subprocess.run(command, check=False, env=environment, **quiet).returncode == 0:
                return True
            if DEBIAN.is_file():
                return False
    except subprocess.TimeoutExpired:
        pass
    return False


def _install() -> None:
    print("No Chromium on this machine: installing one …", flush=True)
    if _install_debians():
        return
    print("Debian's cannot be had: fetching Playwright's own …", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def ensure() -> Path:
    """The browser to use. Ends the program with one sentence when there is none to be had."""
    browser = find()
    if browser is None and os.environ.get("CHROMIUM"):
        sys.exit(f"CHROMIUM names {os.environ['CHROMIUM']}, which is not there: name a Chromium or unset it.")
    if browser is None:
        _install()
        browser = find()
    elif browser == DEBIAN and not os.environ.get("CHROMIUM"):
        print(
            "The journeys take a third of the time in Chromium without windows: installing it, if it can be had …",
            flush=True,
        )
        browser = find() if _install_debians() else browser
    if browser is None:
        sys.exit(
            "The browser tests need Chromium and it could not be installed: install it yourself (on Debian: apt-get install chromium) or name one with CHROMIUM=/path."
        )
    return browser

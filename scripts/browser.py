"""Find the Chromium that the browser journeys drive, and install one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN = Path("/usr/bin/chromium")


def find() -> Path | None:
    """`CHROMIUM`, else Debian's, else Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    if DEBIAN.is_file():
        return DEBIAN
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium on this machine: installing Debian's package “chromium” …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
        if (
            subprocess.run(
                ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"], check=False, **quiet
            ).returncode
            == 0
        ):
            return
    print("No Chromium on this machine: fetching Playwright's own …", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def ensure() -> Path:
    """The browser to use. Ends the program with one sentence when there is none to be had."""
    browser = find()
    if browser is None and os.environ.get("CHROMIUM"):
        sys.exit(f"CHROMIUM names {os.environ['CHROMIUM']}, which is not there: name a Chromium or unset it.")
    if browser is None:
        _install()
        browser = find()
    if browser is None:
        sys.exit(
            "The browser tests need Chromium and it could not be installed: install it yourself (on Debian: apt-get install chromium) or name one with CHROMIUM=/path."
        )
    return browser

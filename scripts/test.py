"""`make test`: messages, checks, then every test on two processes, browser journeys included."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import browser

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run it all and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soak", action="store_true", help="the long storms and sweeps instead")
    parser.add_argument("rest", nargs="*", help="handed on to pytest")
    args = parser.parse_args()
    chosen = browser.ensure()
    environment = os.environ | {"CHROMIUM": str(chosen)}
    if not args.soak:
        checked = subprocess.run([sys.executable, "scripts/check.py"], cwd=ROOT, check=False).returncode
        if checked:
            return checked
    marks = "soak" if args.soak else "not soak"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        os.environ.get("NYBROTT_TEST_PROCESSES", "2"),
        "--dist",
        "loadgroup",
        "-q",
        "-m",
        marks,
        *args.rest,
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""`make test`: messages and checks, then every test: the journeys in a browser beside all the others."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import browser

ROOT = Path(__file__).resolve().parent.parent
JOURNEYS = "tests/journeys"
KEPT = "test_every_migration_there_is_was_run"  # whoever runs it leaves a database that is kept
NOTHING_CHOSEN = 5  # pytest's word for "no test fits"


def _pytest(marks: str, processes: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", "-n", processes, "-m", marks, *more]


def _places(rest: list[str], usual: str) -> list[str]:
    """What pytest is handed: where nobody names a place, the one where they lie. To look through all others for them takes
    as long as a hundred tests."""
    named = [word for word in rest if (ROOT / word.split("::")[0]).exists()]
    return rest if named else [*rest, usual]


def _soak(environment: dict[str, str], rest: list[str]) -> int:
    """The long ones, and every test that invents its inputs with many of them."""
    return subprocess.run(
        _pytest("soak or hypothesis", "0", "--hypothesis-profile", "soak", *rest),
        cwd=ROOT,
        env=environment,
        check=False,
    ).returncode


def _all(environment: dict[str, str], rest: list[str]) -> int:
    """The journeys share one running site, so they run in one process of their own, in the order they stand: what one
    leaves behind is the same for the next every time. Their output comes after. They wait much more than they reckon, and a
    browser that is kept waiting gives up: the others give way to them, and are one more than a small machine has processors,
    so that none is idle while one of them waits."""
    with tempfile.TemporaryFile() as told:
        journeys = subprocess.Popen(
            _pytest("journey and not soak", "0", "-p", "no:randomly", *_places(rest, JOURNEYS)),
            cwd=ROOT, env=environment, stdout=told, stderr=told,
        )  # fmt: skip
        processes = os.environ.get("NYBROTT_TEST_PROCESSES", "3")
        others = subprocess.run(
            ["nice", "-n", "5", *_pytest("not journey and not soak", processes, "--dist", "worksteal", *rest)],
            cwd=ROOT, env=environment, check=False,
        ).returncode  # fmt: skip
        walked = journeys.wait()
        told.seek(0)
        print("The journeys:", flush=True)
        sys.stdout.buffer.write(told.read())
        sys.stdout.buffer.flush()
    failed = [code for code in (others, walked) if code not in (0, NOTHING_CHOSEN)]
    return failed[0] if failed else (NOTHING_CHOSEN if others == walked == NOTHING_CHOSEN else 0)


def _prepare(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Have the database of the tests made meanwhile, and every test looked up, which compiles it: all that follows goes on
    from what is kept, instead of each process doing the same."""
    return subprocess.Popen(
        _pytest("not journey", "0", "-k", KEPT), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )


def main() -> int:
    """Run it all and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soak", action="store_true", help="the long storms and sweeps instead")
    parser.add_argument("rest", nargs="*", help="handed on to pytest")
    args = parser.parse_args()
    environment = os.environ | {"CHROMIUM": str(browser.ensure())}
    if args.soak:
        return _soak(environment, args.rest)
    meanwhile = _prepare(environment)
    checked = subprocess.run([sys.executable, "scripts/check.py"], cwd=ROOT, check=False).returncode
    meanwhile.wait()  # what fails in it fails once more below, where it is told
    return checked or _all(environment, args.rest)


if __name__ == "__main__":
    sys.exit(main())

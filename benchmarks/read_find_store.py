"""What a lake costs: reading, finding and storing eForms notices, held against lxml's bare parse of the same bytes.

Copies of the real notices beside the project (or of our own samples), each with an identifier of its own, so that none
is a double. Every run is a process of its own; what the same process costs on an empty folder is subtracted. Processor
time tells of one process (the machine may be busy), the clock tells what a second process brings. Prints one JSON line
per figure and ends by itself.

    python benchmarks/read_find_store.py [--notices 4000] [--memory 40000] [--rounds 3]

`--memory 200000` takes some four minutes and 4 GB of disk.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REAL = HERE.parents[1] / "shared" / "data" / "notices" / "eforms"
SAMPLES = HERE.parent / "samples" / "notices"

BARE = """
import os, sys
from lxml import etree
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            etree.fromstring(file.read())
"""
BUILD = """
import sys
from nybrott.lake import build
build([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]))
"""

_NOTICE_ID = re.compile(rb'(<cbc:ID[^>]*schemeName="notice-id"[^>]*>)[^<]*')
_PROCEDURE_ID = re.compile(rb"(<cbc:ContractFolderID[^>]*>)[^<]*")


@dataclass
class Spent:
    """What a process used: processor seconds, seconds on the clock, and at most this much memory (MB)."""

    cpu: float
    clock: float
    memory: float


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=4_000)
    parser.add_argument("--memory", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nybrott-bench-") as scratch:
        place = Path(scratch)
        (place / "empty").mkdir()
        speed(place, args.notices, args.rounds)
        memory(place, args.memory)


def speed(place: Path, count: int, rounds: int) -> None:
    """Speed with one process and two, and whether the bytes are the same."""
    size = copies(REAL if REAL.is_dir() else SAMPLES, place / "notices", count)
    bare: list[Spent] = []
    one: list[Spent] = []
    two: list[Spent] = []
    seen: set[str] = set()
    for number in range(rounds):
        bare.append(without_start(place, BARE, "notices"))
        for jobs, spent in ((1, one), (2, two)):
            lake = place / f"lake-{jobs}-{number}"
            spent.append(without_start(place, BUILD, "notices", lake, str(jobs)))
            seen.add(checksum(lake))
    cpu = min(s.cpu for s in one)
    alone, together = min(s.clock for s in one), min(s.clock for s in two)
    what = f"eForms notices/s of processor time ({count} notices, {size / count / 1000:.0f} kB each)"
    tell("lake: read, find and store, one process", count / cpu, what, count / min(s.cpu for s in bare))
    tell("lake: read, find and store, clock, two processes", count / together, "notices/s against one", count / alone)
    tell("lake: different results of the same input", len(seen) - 1, f"of {2 * rounds} runs with 1 and 2 processes", 0)


def memory(place: Path, count: int) -> None:
    """The most memory the build of a large lake takes, against that of one of 10,000 notices."""
    few = min(10_000, count)
    peaks = []
    for number in (few, count):
        copies(SAMPLES, place / f"many-{number}", number)
        spent = run(place, BUILD, f"many-{number}", place / f"large-{number}", "1")
        peaks.append(spent.memory)
    tell(f"lake: most memory, {count} notices", peaks[1], f"MB against {few} notices", peaks[0])


def copies(source: Path, folder: Path, count: int) -> int:
    """Write `count` notices, each another one, and give their size together."""
    documents = [path.read_bytes() for path in sorted(source.rglob("*.xml"))]
    size = 0
    for number in range(count):
        name = hashlib.sha256(str(number).encode()).hexdigest()
        own = f"{name[:8]}-{name[8:12]}-4{name[13:16]}-8{name[17:20]}-{name[20:32]}".encode()
        document = _NOTICE_ID.sub(rb"\g<1>" + own, documents[number % len(documents)], count=1)
        document = _PROCEDURE_ID.sub(rb"\g<1>" + own[::-1], document, count=1)
        place = folder / f"{number // 1000:04d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07d}.xml").write_bytes(document)
        size += len(document)
    return size


def without_start(place: Path, program: str, folder: str, *more: str | Path) -> Spent:
    """What a program spends on a folder beyond what it spends on an empty one."""
    empty = [place / "nothing" if isinstance(word, Path) else word for word in more]
    start = run(place, program, "empty", *empty)
    whole = run(place, program, folder, *more)
    return Spent(whole.cpu - start.cpu, whole.clock - start.clock, whole.memory)


def run(place: Path, program: str, folder: str, *more: str | Path) -> Spent:
    """Run a program on a folder, in a process of its own with all its children."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program, str(place / folder), *map(str, more)])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"a run on {folder} failed")
    return Spent(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024)


def checksum(folder: Path) -> str:
    """One checksum of all names and bytes under a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def tell(name: str, value: float, unit: str, against: float) -> None:
    """One figure as a JSON line. `ratio` is value over what it is held against."""
    ratio = round(value / against, 3) if against else None
    print(
        json.dumps(
            {"name": name, "value": round(value, 1), "unit": unit, "against": round(against, 1), "ratio": ratio}
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()

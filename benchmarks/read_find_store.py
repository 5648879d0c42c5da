"""What a lake costs: reading, finding and storing eForms notices, held against lxml's bare parse of the same bytes.

Copies of the real notices beside the project (or of our own samples), each with an identifier of its own, so that none
is a double, and each thousand with organisations of its own. Every run is a process of its own; what the same process
costs on an empty folder is subtracted. Processor time tells of one process (the machine may be busy), the clock tells what
a second process brings: on a machine where nothing else runs, and over 10,000 notices, for two processes share only what
grows with the notices (starting them, putting all that was written on the disk for good, and letting the new lake hold are
some tenths of a second whatever the size). Memory is that of all processes together, a page they share counted once.
Prints one JSON line per figure and ends by itself.

    python benchmarks/read_find_store.py [--notices 10000] [--memory 40000] [--rounds 3]

`--notices 0` or `--memory 0` leaves that part out. `--memory 200000` takes some six minutes and 4 GB of disk.
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
from functools import partial
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
_ORGANISATION = re.compile(rb"(?<=>)\d{3} ?\d{3} ?\d{3}(?=</cbc:CompanyID>)")

# So many notices have their own organisations: the buyers of a lake grow in number with it, as they do in a country.
_OF_THE_SAME = 1_000


@dataclass
class Spent:
    """What a process and its children used: processor seconds, seconds on the clock, and at most this much memory (MB)."""

    cpu: float
    clock: float
    memory: float


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=10_000)
    parser.add_argument("--memory", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nybrott-bench-") as scratch:
        place = Path(scratch)
        (place / "empty").mkdir()
        if args.notices:
            speed(place, args.notices, args.rounds)
        if args.memory:
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
    for number in (few, count):
        copies(SAMPLES, place / f"many-{number}", number)
    for jobs, processes in ((1, "one process"), (2, "two processes and the one that leads them")):
        peaks = [
            run(place, BUILD, f"many-{number}", place / f"large-{number}-{jobs}", str(jobs), watched=jobs > 1).memory
            for number in (few, count)
        ]
        tell(f"lake: most memory, {count} notices, {processes}", peaks[1], f"MB against {few} notices", peaks[0])


def copies(source: Path, folder: Path, count: int) -> int:
    """Write `count` notices, each another one, and give their size together."""
    documents = [path.read_bytes() for path in sorted(source.rglob("*.xml"))]
    size = 0
    for number in range(count):
        name = hashlib.sha256(str(number).encode()).hexdigest()
        own = f"{name[:8]}-{name[8:12]}-4{name[13:16]}-8{name[17:20]}-{name[20:32]}".encode()
        document = _NOTICE_ID.sub(rb"\g<1>" + own, documents[number % len(documents)], count=1)
        document = _PROCEDURE_ID.sub(rb"\g<1>" + own[::-1], document, count=1)
        document = _ORGANISATION.sub(partial(_another, number // _OF_THE_SAME), document)
        place = folder / f"{number // 1000:04d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07d}.xml").write_bytes(document)
        size += len(document)
    return size


def _another(place: int, found: "re.Match[bytes]") -> bytes:
    """Another organisation's number for the one found, with its check digit; itself at place 0."""
    first = int(found[0].replace(b" ", b"")[:8]) + 1_009 * place
    while True:
        digits = [int(sign) for sign in f"{first:08d}"[-8:]]
        rest = -sum(digit * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        if rest < 10:
            return f"{first:08d}{rest}"[-9:].encode()
        first += 1


def without_start(place: Path, program: str, folder: str, *more: str | Path) -> Spent:
    """What a program spends on a folder beyond what it spends on an empty one."""
    empty = [place / "nothing" if isinstance(word, Path) else word for word in more]
    start = run(place, program, "empty", *empty)
    whole = run(place, program, folder, *more)
    return Spent(whole.cpu - start.cpu, whole.clock - start.clock, whole.memory)


def run(place: Path, program: str, folder: str, *more: str | Path, watched: bool = False) -> Spent:
    """Run a program on a folder, in a process of its own with all its children.

    `watched` looks at the memory of them all twenty times a second; else it is the most that the largest of them had.
    """
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program, str(place / folder), *map(str, more)])
    seen = 0.0
    while watched and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        seen = max(seen, sum(map(held, family(process.pid))))
        time.sleep(0.05)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"a run on {folder} failed")
    return Spent(used.ru_utime + used.ru_stime, time.perf_counter() - began, seen or used.ru_maxrss / 1024)


def family(pid: int) -> list[int]:
    """A process and its children that are there now."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [pid, *(int(child) for task in tasks for child in (task / "children").read_text().split())]
    except OSError:
        return [pid]


def held(pid: int) -> float:
    """The memory of a process in MB, what it shares with others divided by their number; 0 when it is gone."""
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in said.splitlines() if line.startswith("Pss:")), 0.0)


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

"""Killed at any moment, a build goes on when it is started again, and ends as if nothing had happened."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nybrott.lake import build, building, open_lake
from nybrott.lake.tests.factories import held, notice, put

DOCUMENTS = 40

# Builds with batches of four documents, and kills itself (with no chance to tidy up) at the given call of a function.
DRIVER = """
import importlib, os, signal, sys
from nybrott.lake import batches, build, building
building.BATCH_DOCUMENTS = 4
batches.tools = lambda: "the same"
module, name, times = sys.argv[3], sys.argv[4], int(sys.argv[5])
owner = importlib.import_module(module)
true = getattr(owner, name)
calls = 0

def killed(*args, **kwargs):
    global calls
    calls += 1
    if calls == times:
        os.kill(os.getpid(), signal.SIGKILL)
    return true(*args, **kwargs)

setattr(owner, name, killed)
build([sys.argv[1]], sys.argv[2])
"""

# Goes on with the same, and says how many batches it had to make.
AGAIN = """
import sys
from nybrott.lake import batches, build, building
building.BATCH_DOCUMENTS = 4
batches.tools = lambda: "the same"  # also while somebody works on them
true = batches._write
made = 0

def counted(*args):
    global made
    made += 1
    return true(*args)

batches._write = counted
build([sys.argv[1]], sys.argv[2])
print(made)
"""

SLOW = """
import multiprocessing, sys, time
from pathlib import Path
from nybrott.lake import batches, build, building
multiprocessing.set_start_method("fork")
building.BATCH_DOCUMENTS = 4
true = batches.find

def slow(*args):
    time.sleep(0.3 if len(list(Path(sys.argv[2], ".work").glob("*.batch"))) > 1 else 0.05)  # far from the end when it is killed
    return true(*args)

batches.find = slow
build([sys.argv[1]], sys.argv[2], jobs=2)
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(
        tmp_path_factory.mktemp("documents") / "in",
        *(
            notice(f"n-{number}", country=("NOR", "SWE")[number % 2], day=f"20{10 + number % 4}-01-01")
            for number in range(DOCUMENTS)
        ),
        b"<broken>",
    )


@pytest.fixture(scope="module")
def undisturbed(documents: Path) -> dict[str, str]:
    lake = documents.parent / "undisturbed"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(building, "BATCH_DOCUMENTS", 4)
        build([documents], lake)
    return held(lake)


@pytest.mark.parametrize(
    ("module", "name", "times"),
    [
        ("nybrott.lake.batches", "find", 1),  # before anything is finished
        pytest.param("nybrott.lake.batches", "find", 30, marks=pytest.mark.soak),  # in the middle of a batch
        ("nybrott.lake.batches", "read_contents", 5),  # right after a batch
        pytest.param("nybrott.lake.writing", "write", 1, marks=pytest.mark.soak),  # before the first partition
        ("nybrott.lake.writing", "write", 3),  # in the middle of the partitions
        pytest.param("nybrott.lake.guessing", "_known", 1, marks=pytest.mark.soak),  # while what is compared lies aside
        ("nybrott.lake.building", "Manifest", 1),  # before the manifest
        ("nybrott.lake.generations", "point", 1),  # when all is there but does not hold yet
        ("shutil", "rmtree", 1),  # when it holds and the leftovers are still there
    ],
)
def test_killed_and_started_again(
    documents: Path, undisturbed: dict[str, str], tmp_path: Path, module: str, name: str, times: int
) -> None:  # fmt: skip
    lake = tmp_path / "lake"
    build([put(tmp_path / "before", notice("before"))], lake)
    command = [sys.executable, "-c", DRIVER, str(documents), str(lake), module, name, str(times)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    finished = len(list((lake / ".work").glob("*.batch")))
    is_new = name == "rmtree"
    assert open_lake(lake).coverage().notices == (DOCUMENTS if is_new else 1)
    again = [sys.executable, "-c", AGAIN, str(documents), str(lake)]
    made = int(subprocess.run(again, check=True, capture_output=True).stdout)
    assert made + finished == 11  # what was finished is not done again
    assert held(lake) == undisturbed


def test_when_the_first_process_is_killed_the_others_leave(
    documents: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(documents), str(lake)])
    work = lake / ".work"
    until = time.monotonic() + 300
    while len(list(work.glob("*.batch"))) < 2:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    crew = _children(process.pid)
    assert len(crew) >= 2
    process.kill()
    process.wait()
    while any(_is_running(pid) for pid in crew):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert 2 <= len(list(work.glob("*.batch"))) < 11
    build([documents], lake, jobs=2)
    assert held(lake) == undisturbed


def _children(pid: int) -> list[int]:
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


def _is_running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_a_half_written_batch_is_never_taken_for_a_finished_one(tmp_path: Path) -> None:
    work = tmp_path / "lake" / ".work"
    work.mkdir(parents=True)
    (work / "000000-abc.123.part").write_bytes(b"half")
    (work / "writing").mkdir()
    (work / "writing" / "notices").write_bytes(b"half")
    build([put(tmp_path / "in", notice("a"))], tmp_path / "lake")
    assert not work.exists()
    assert os.listdir(tmp_path / "lake")

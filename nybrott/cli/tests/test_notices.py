"""`nybrott notices`: the contract others measure by. One JSON line a notice, in order, whatever happens."""

import fcntl
import io
import json
import os
import pty
import signal
import subprocess
import sys
import tarfile
import termios
import time
import zipfile
from pathlib import Path

import pytest

from nybrott.cli.tests.typed import COMMAND, typed
from nybrott.core.notices import Notice, read
from nybrott.core.signals import catalogue, find
from nybrott.lake.tests.factories import notice, put
from nybrott.sources import Document, documents

KEYS = {
    "path": str, "notice_id": str, "format": str, "country": str, "buyer_ref": str, "stage": str, "procedure": str,
    "market_dialogue": bool, "innovation": bool, "partnership": bool, "candidates": list, "lenses": dict,
    "evidence": list,
}  # fmt: skip
STAGES = {"planning", "competition", "direct-award", "result", "modification", "other"}


def lines(data: bytes) -> list[dict[str, object]]:
    assert data.endswith(b"\n") or not data
    return [json.loads(line) for line in data.decode().splitlines()]


@pytest.fixture(scope="module")
def found(samples: Path, real_data: Path | None) -> list[dict[str, object]]:
    done = typed("notices", "find", samples, *([real_data / "notices" / "eforms"] if real_data else []))
    assert done.returncode == 1  # one of the samples is broken
    assert done.stderr == b""
    return lines(done.stdout)


def test_find_keeps_its_contract(found: list[dict[str, object]]) -> None:
    notices = [one for one in found if "error" not in one]
    assert len(notices) >= 25
    for one in notices:
        for key, kind in KEYS.items():
            assert isinstance(one[key], kind), key
        assert one["format"] in {"eforms", "ted-xml", "ocds", "record"}
        assert one["stage"] in STAGES
        lenses = one["lenses"]
        assert isinstance(lenses, dict)
        assert set(lenses) == {"strict", "declared", "behavioural"}
        assert all(isinstance(value, bool) for value in lenses.values())
        evidence = one["evidence"]
        assert isinstance(evidence, list)
        for seen in evidence:
            assert set(seen) == {"signal", "field", "text", "weight"}
            assert seen["weight"] in {"counted", "candidate", "context"}
            assert seen["text"]
    assert any(one["market_dialogue"] for one in notices)
    assert any(one["partnership"] for one in notices)


def test_find_says_what_the_signs_say(found: list[dict[str, object]], samples: Path) -> None:
    """Against the core itself, without the command between."""
    told = {str(one["path"]): one for one in found}
    for document in documents([samples / "notices"]):
        assert isinstance(document, Document)
        (one,) = read(document.data, path=document.path)
        assert isinstance(one, Notice)
        findings = find(one, catalogue())
        line = told[document.path]
        assert line["notice_id"] == one.notice_id
        assert (line["country"], line["stage"], line["procedure"]) == (one.country, one.stage, one.procedure)
        assert line["buyer_ref"] == (one.buyers[0].ref if one.buyers else "")
        for claim in ("market_dialogue", "innovation", "partnership", "friendly"):
            assert line[claim] == getattr(findings, claim)
        assert line["candidates"] == list(findings.candidates)
        assert line["evidence"] == [
            {"signal": e.signal, "field": e.field, "text": e.text, "weight": e.weight} for e in findings.evidence
        ]


def test_what_cannot_be_read_is_a_line_too(found: list[dict[str, object]]) -> None:
    (broken,) = [one for one in found if "error" in one and "broken" in str(one["path"])]
    assert set(broken) == {"path", "error", "place"}
    assert broken["place"] == "line 140"


@pytest.mark.parametrize("command", ["read", "find"])
def test_the_same_lines_however_many_work(samples: Path, command: str) -> None:
    one, two, three = (typed("notices", command, samples, "--jobs", jobs).stdout for jobs in "123")
    assert one == two == three
    assert len(lines(one)) >= 25


def test_read_tells_all(samples: Path) -> None:
    done = typed("notices", "read", samples / "notices")
    assert done.returncode == 0
    by_path = {str(one["path"]): one for one in lines(done.stdout)}
    for document in documents([samples / "notices"]):
        assert isinstance(document, Document)
        (one,) = read(document.data, path=document.path)
        assert isinstance(one, Notice)
        told = by_path[document.path]
        assert set(told) == set(Notice.__dataclass_fields__)
        assert told["published_on"] == (one.published_on.isoformat() if one.published_on else None)
        texts = told["texts"]
        assert isinstance(texts, list)
        assert [text["content"] for text in texts] == [text.content for text in one.texts]
        if one.estimated:
            assert told["estimated"] == {"minor": one.estimated.minor, "currency": one.estimated.currency}


def test_records_come_by_their_own_number(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(
        '{"id": "A-1", "title": "Invitasjon til dialogkonferanse om nattevakt", "notice_type": "Veiledende kunngjøring"}\n'
        "{not json\n"
        '{"id": "A-2", "title": "Kjøp av penner", "description": "\\ud800 halvt tegn", "country": "NO"}\n'
    )
    done = typed("notices", "find", file)
    assert done.returncode == 1
    first, broken, last = lines(done.stdout)
    assert (first["notice_id"], first["format"], first["market_dialogue"]) == ("A-1", "record", True)
    assert (broken["path"], broken["place"]) == (str(file), "line 2")
    assert (last["notice_id"], last["country"], last["market_dialogue"]) == ("A-2", "NO", False)


def test_standard_input_may_be_anything(tmp_path: Path) -> None:
    xml = notice("from-outside")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/a.xml", xml)
    rolled = io.BytesIO()
    with tarfile.open(fileobj=rolled, mode="w:gz") as tar:
        head = tarfile.TarInfo("a.xml")
        head.size = len(xml)
        tar.addfile(head, io.BytesIO(xml))
    for data, path in ((xml, "-"), (packed.getvalue(), "-!in/a.xml"), (rolled.getvalue(), "-!a.xml")):
        done = typed("notices", "find", "-", into=data)
        assert done.returncode == 0
        (one,) = lines(done.stdout)
        assert (one["path"], one["notice_id"]) == (path, "from-outside")
    done = typed("notices", "find", "-", into=b'{"id": "1", "title": "a"}\n{"id": "2", "title": "b"}\n')
    assert [one["notice_id"] for one in lines(done.stdout)] == ["1", "2"]


def test_paths_come_in_the_order_they_were_named(tmp_path: Path) -> None:
    put(tmp_path / "b", notice("b-0"), notice("b-1"))
    put(tmp_path / "a", notice("a-0"))
    done = typed("notices", "find", "b", "a/000.xml", "nowhere", "b/000.xml", cwd=tmp_path)
    assert done.returncode == 1
    told = [(one["path"], one.get("notice_id"), one.get("error")) for one in lines(done.stdout)]
    assert told == [
        ("b/000.xml", "b-0", None),
        ("b/001.xml", "b-1", None),
        ("a/000.xml", "a-0", None),
        ("nowhere", None, "there is no such file or folder"),
        ("b/000.xml", "b-0", None),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["notices"], ["notices", "find"], ["notices", "guess", "x"], ["notices", "find", "--jobs", "0", "x"],
        ["notices", "find", "--jobs", "many", "x"], ["notices", "find", "--colour", "x"],
    ],
)  # fmt: skip
def test_wrong_usage_is_two(words: list[str]) -> None:
    done = typed(*words)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"usage: nybrott" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_who_has_seen_enough_may_leave(tmp_path: Path, jobs: str) -> None:
    folder = put(tmp_path / "in", *(notice(f"n-{number}", description="x" * 20_000) for number in range(120)))
    process = subprocess.Popen(
        [*COMMAND, "notices", "read", str(folder), "--jobs", jobs], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    assert json.loads(process.stdout.readline())["notice_id"] == "n-0"
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert said == b""


def test_stopped_by_hand_without_a_traceback() -> None:
    process = subprocess.Popen([*COMMAND, "notices", "find", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin
    assert process.stderr
    process.stdin.write(b"<")
    process.stdin.flush()
    until = time.monotonic() + 300
    while _waiting(process.stdin.fileno()) and time.monotonic() < until:  # until it has begun to read
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    process.stdin.close()
    process.stderr.close()
    assert process.wait(60) == 130
    assert b"Traceback" not in said


def _waiting(pipe: int) -> int:
    """How many bytes stand in a pipe that nobody has read."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def test_progress_only_where_somebody_looks(samples: Path) -> None:
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "notices", "find", str(samples)], stdout=subprocess.PIPE, stderr=terminal, close_fds=True
    )
    out, _ = process.communicate()
    os.close(terminal)
    shown = b""
    while True:
        try:
            more = os.read(screen, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    os.close(screen)
    assert b"notices" in shown
    assert b"could not be read" in shown
    assert len(lines(out)) >= 25

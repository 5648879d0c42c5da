"""`nybrott up` as a person meets it: it starts, says where, refuses in a sentence, stops cleanly, survives a kill."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

UP = [sys.executable, "-m", "nybrott.cli", "up"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("NYBROTT", "DATABASE", "DJANGO"))
    }
    return clean | {"NYBROTT_VAR": str(folder)}


class Site:
    """A running `nybrott up` and what it has said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.said = folder / "said.txt"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [*UP, "--port", str(self.port)], env=environment(folder), stdout=said, stderr=said
            )

    def wait(self) -> None:
        until = time.monotonic() + 180
        while "Nybrott is ready" not in self.said.read_text():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < until, self.said.read_text()
            time.sleep(0.1)

    def health(self) -> int:
        with urllib.request.urlopen(f"http://localhost:{self.port}/health/", timeout=30) as answer:
            return int(answer.status)

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(90)  # stopping alone may take its web server and its worker 15 seconds each


def processes_using(folder: Path) -> list[str]:
    found = []
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            around = (words.parent / "environ").read_bytes() + words.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in around and words.parent.name != str(os.getpid()):
            found.append(words.read_bytes().replace(b"\0", b" ").decode())
    return found


@pytest.fixture
def site() -> Iterator[Site]:
    made = Path(tempfile.mkdtemp(prefix="nybrott-folder-"))
    made.chmod(0o755)
    one = Site(made)
    yield one
    if one.process.poll() is None:
        one.stop(signal.SIGINT)
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.first
def test_starts_says_where_refuses_a_second_survives_a_kill_and_stops_cleanly(site: Site) -> None:
    """One life of a site: to start takes the longest here."""
    site.wait()
    assert f"http://localhost:{site.port}" in site.said.read_text()
    assert "leaked" not in site.said.read_text(), (
        "what a library says to programmers, when a program ends, is not for people"
    )
    assert site.health() == 200
    second = subprocess.run(
        [*UP, "--port", str(free_port())], env=environment(site.folder), capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert f"already runs on {site.folder}" in second.stderr
    assert f"http://localhost:{site.port}" in second.stderr
    assert site.health() == 200, "the first goes on"
    site.process.kill()
    site.process.wait()
    again = Site(site.folder)
    try:
        again.wait()
        assert again.health() == 200, "the same database, with nobody left in its way"
    finally:
        assert again.stop(signal.SIGINT) == 0
    assert again.said.read_text().rstrip().endswith("Nybrott has stopped.")
    assert processes_using(site.folder) == []


def test_a_taken_port_gets_a_sentence(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*UP, "--port", str(port)], env=environment(folder), capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert re.search(rf"Port {port} is taken by another program: .*nybrott up --port \d+", done.stderr)
    assert not (folder / "postgres").exists(), "nothing was started"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight", ""])
def test_a_port_that_is_none_is_wrong_usage(port: str, folder: Path) -> None:
    done = subprocess.run([*UP, f"--port={port}"], env=environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "a port is a number from 1 to 65535" in done.stderr


def test_a_folder_with_a_space_gets_a_sentence(folder: Path) -> None:
    done = subprocess.run(
        [*UP, "--port", str(free_port())],
        env=environment(folder / "my folder"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "the path holds a space" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_without_a_database_gets_a_sentence(folder: Path) -> None:
    done = subprocess.run(
        [*UP, "--port", str(free_port())], env=environment(folder) | {"NYBROTT_MODE": "production", "NYBROTT_SECRET_KEY": "x" * 50},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "set DATABASE_URL" in done.stderr or "set NYBROTT_HOSTS" in done.stderr
    assert not (folder / "postgres").exists()

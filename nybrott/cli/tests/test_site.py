"""The folder is held by one running site at a time, and its surroundings are what the settings ask for."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nybrott.cli import site


def test_the_second_start_on_one_folder_says_so(tmp_path: Path) -> None:
    with site.held(tmp_path) as hold:
        hold.tell(port=8123)
        with pytest.raises(site.AlreadyRunning) as caught, site.held(tmp_path):
            pass
        assert site.running_at(tmp_path) == 8123, "so that links made by a command lead to it"
    assert site.running_at(tmp_path) is None
    assert site.running_at(tmp_path / "nowhere") is None
    said = str(caught.value)
    assert f"already runs on {tmp_path} (process {os.getpid()}) at http://localhost:8123" in said
    assert "NYBROTT_VAR" in said


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with site.held(tmp_path) as hold:
            hold.tell(port=8000)


def test_a_killed_owner_holds_nothing(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from nybrott.cli import site\n"
        "with site.held(Path(sys.argv[1])) as hold:\n    hold.tell(port=1); print('held', flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    assert owner.stdout.readline() == "held\n"
    with pytest.raises(site.AlreadyRunning), site.held(tmp_path):
        pass
    owner.kill()
    owner.wait()
    owner.stdout.close()
    with site.held(tmp_path):
        pass


def test_a_folder_one_may_not_write_in_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(site.SiteTrouble, match="set NYBROTT_VAR to one you may write in"),
        site.held(tmp_path / "file" / "var"),
    ):
        pass


def test_the_secret_key_is_made_once_and_kept_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NYBROTT_SECRET_KEY", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@localhost/x")
    with site.surroundings(tmp_path) as first, site.surroundings(tmp_path) as second:
        assert first["NYBROTT_SECRET_KEY"] == second["NYBROTT_SECRET_KEY"]
        assert len(first["NYBROTT_SECRET_KEY"]) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_given_database_is_used_and_none_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@localhost/x")
    with site.surroundings(tmp_path) as environment:
        assert environment["DATABASE_URL"] == "postgresql://x@localhost/x"
    assert not (tmp_path / "postgres").exists()


def test_production_starts_no_database_and_makes_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NYBROTT_MODE", "production")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("NYBROTT_SECRET_KEY", raising=False)
    with site.surroundings(tmp_path) as environment:
        assert "DATABASE_URL" not in environment
        assert "NYBROTT_SECRET_KEY" not in environment
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_the_one_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path) -> None:
    monkeypatch.setenv("NYBROTT_VAR", str(tmp_path))
    assert site.folder() == tmp_path
    monkeypatch.delenv("NYBROTT_VAR")
    assert site.folder() == root / "var"


def test_what_python_compiles_is_kept_even_where_it_is_asked_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@localhost/x")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    with site.surroundings(tmp_path) as environment:
        assert "PYTHONDONTWRITEBYTECODE" not in environment
        assert environment["PYTHONPYCACHEPREFIX"] == str(tmp_path / "bytecode")


@pytest.mark.parametrize(("asked", "place"), [("", None), ("", "/elsewhere"), ("1", "/elsewhere")])
def test_where_python_is_left_free_or_told_a_place_it_stays_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, place: str | None
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@localhost/x")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", asked)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    if place:
        monkeypatch.setenv("PYTHONPYCACHEPREFIX", place)
    with site.surroundings(tmp_path) as environment:
        assert environment["PYTHONDONTWRITEBYTECODE"] == asked
        assert environment.get("PYTHONPYCACHEPREFIX") == place


def test_a_signal_while_a_process_is_started_is_heeded_after_it_is_noted() -> None:
    """Many times over, at any moment: it is never lost, no process is forgotten, and the process itself heeds signals."""
    program = (
        "import os, signal, sys, time\nfrom nybrott.cli import site\n"
        "sleeper = [sys.executable, '-S', '-c', 'import time; time.sleep(60)']\n"
        "while True:\n"
        "    started = []\n"
        "    with site.stop_on_signals():\n"
        "        try:\n"
        "            print('now', flush=True)\n"
        "            with site.undisturbed():\n"
        "                started.append(site.child(dict(os.environ), sleeper))\n"
        "            time.sleep(20)\n"
        "            sys.exit('the signal was lost')\n"
        "        except KeyboardInterrupt:\n"
        "            pass\n"
        "    for process in started:\n"
        "        process.terminate()\n"
        "        assert process.wait(60) == -signal.SIGTERM\n"
        "    print(len(started), flush=True)\n"
    )
    noted = []
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as busy:
        assert busy.stdout is not None
        turn = 0
        while turn < 60 or (
            noted.count("1\n") <= 10 and turn < 2_000
        ):  # later and later, until it had often come as far
            assert busy.stdout.readline() == "now\n"
            time.sleep(turn / 5000)
            turn += 1
            busy.send_signal(signal.SIGTERM)
            noted.append(busy.stdout.readline())
        busy.kill()
    assert set(noted) <= {"0\n", "1\n"}
    assert noted.count("1\n") > 10

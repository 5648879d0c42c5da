"""What the site needs around it on one machine: its folder, its secret key, its database, its processes."""

import fcntl
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

from nybrott.cli.postgres import DatabaseTrouble, Postgres

SETTINGS = "nybrott.web.settings"
COMMANDS = [sys.executable, "-m", "nybrott.web"]  # what runs a management command; known here by name only
BYTECODE = "bytecode"  # the programs, compiled
RESTORING = "restoring.json"  # lies in a folder while a backup is brought to life there


class SiteTrouble(Exception):
    """The site cannot start; the message is a sentence for a person."""


class AlreadyRunning(SiteTrouble):
    """Another `nybrott up` holds this folder. `port` is where it answers, as far as it has said."""

    def __init__(self, folder: Path, pid: int | None, port: int | None) -> None:
        who = f" (process {pid})" if pid else ""
        where = f" at http://localhost:{port}" if port else ""
        super().__init__(
            f"Nybrott already runs on {folder}{who}{where}: use that one, stop it first, or give this one a folder of "
            "its own with NYBROTT_VAR."
        )
        self.port = port


@dataclass(slots=True)
class Hold:
    """The lock on the folder, held while the site runs."""

    file: IO[str]

    def tell(self, *, port: int) -> None:
        """Write who holds the folder and where the site answers, for the next one who tries."""
        self.file.seek(0)
        self.file.truncate()
        json.dump({"pid": os.getpid(), "port": port}, self.file)
        self.file.flush()


def folder() -> Path:
    """The folder for database, lake and uploads: `NYBROTT_VAR`, else `var` in the checkout, else `var` here."""
    given = os.environ.get("NYBROTT_VAR")
    if given:
        return Path(given).absolute()
    checkout = Path(__file__).resolve().parents[2]
    return (checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()) / "var"


@contextmanager
def held(place: Path) -> Iterator[Hold]:
    """Hold `place` for one running site. Raises `AlreadyRunning` for the second."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        file = (place / "nybrott.lock").open("a+", encoding="utf-8")
    except OSError as trouble:
        raise SiteTrouble(
            f"The folder {place} cannot be used ({trouble.strerror}): set NYBROTT_VAR to one you may write in."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            try:
                said = json.loads(file.read() or "{}")
            except ValueError:
                said = {}
            raise AlreadyRunning(place, said.get("pid"), said.get("port")) from None
        file.seek(0)
        file.truncate()
        yield Hold(file)


def running_at(place: Path) -> int | None:
    """The port on which the site of this folder answers now; None when it does not run."""
    with suppress(OSError, ValueError), (place / "nybrott.lock").open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            port = json.loads(file.read()).get("port")
            return port if isinstance(port, int) else None
    return None


def _secret_key(place: Path) -> str:
    kept = place / "secret-key"
    if not kept.is_file():
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()


@contextmanager
def surroundings(place: Path, *, restoring: bool = False) -> Iterator[dict[str, str]]:
    """The environment the site's processes run in, with the embedded database started unless `DATABASE_URL` is set.

    The database is stopped at the end unless somebody else still uses it. A folder in which a restore was begun and not
    finished is refused, but for the restore itself.
    """
    if not restoring and (place / RESTORING).is_file():
        raise SiteTrouble(
            f"A backup is being restored into {place}, or that was interrupted: let “nybrott restore” come to its end first."
        )
    environment = dict(os.environ) | {"DJANGO_SETTINGS_MODULE": SETTINGS, "NYBROTT_VAR": str(place)}
    if environment.get("PYTHONDONTWRITEBYTECODE") and not environment.get("PYTHONPYCACHEPREFIX"):
        # Compiled once, every process starts in a third of the time. Kept here, nothing is strewn among the sources,
        # which is what was asked for.
        del environment["PYTHONDONTWRITEBYTECODE"]
        environment["PYTHONPYCACHEPREFIX"] = str(place / BYTECODE)
    production = environment.get("NYBROTT_MODE", "development") == "production"
    if not production and not environment.get("NYBROTT_SECRET_KEY"):
        place.mkdir(parents=True, exist_ok=True)
        environment["NYBROTT_SECRET_KEY"] = _secret_key(place)
    if production or environment.get("DATABASE_URL"):
        yield environment
        return
    try:
        server = Postgres(place / "postgres")
        with server.used() as address:
            if server.sheltered:
                print(f"Only root may enter {place}, so the database is kept in {server.data}.", file=sys.stderr)
            yield environment | {"DATABASE_URL": address}
    except DatabaseTrouble as trouble:
        raise SiteTrouble(str(trouble)) from None


def django(environment: dict[str, str], *words: str) -> int:
    """Run one management command as a process of its own and give its exit code."""
    return subprocess.run([*COMMANDS, *words], env=environment, check=False).returncode  # noqa: S603


_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back the signals that stop us while a process is started and noted, so that none is started and forgotten.

    One that comes just while Python forks could even be lost: what its hooks there raise is only told, not raised.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)  # may end in one that came just before
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_in_child() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)  # whatever we hold back, a child does not
    _die_with_parent()


def _die_with_parent() -> None:
    # Linux only: a site whose owner is killed outright must not leave a server holding the port
    if sys.platform == "linux":
        import ctypes  # slow import, and Linux only

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def child(environment: dict[str, str], command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process that ends when we do; Ctrl-C in the terminal reaches us, and we stop it."""
    return subprocess.Popen(  # noqa: S603
        list(command), env=environment, stdin=subprocess.DEVNULL, start_new_session=True,
        preexec_fn=_begin_in_child,  # noqa: PLW1509 - no threads run here
    )  # fmt: skip


def kill_with_children(process: subprocess.Popen[bytes]) -> None:
    """End a process that does not stop when asked, and those it started (they share its session)."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into the same clean stop as Ctrl-C, which is heeded even where a shell would ignore it."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

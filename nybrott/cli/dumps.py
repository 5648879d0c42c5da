"""The database as one file, and back: with PostgreSQL's own programs, in one consistent look at it."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from nybrott.cli.parcels import Trouble
from nybrott.cli.postgres import DatabaseTrouble, programs

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: rows by table, the ends of the journal's chains (organisation, place, seal), the migrations
    it has had (app, name), the SHA-256 of uploaded files it names, and its server's major version."""

    rows: dict[str, int]
    heads: list[list[Any]]
    migrations: list[list[str]]
    uploads: set[str]
    server: int


@contextmanager
def looking(url: str) -> Iterator["psycopg.Connection[Any]"]:
    """A connection that sees the database as it is now, whatever others change meanwhile, and changes nothing."""
    import psycopg  # slow import: commands that need no database load this module too

    try:
        connection = psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as trouble:
        raise Trouble(f"The database cannot be reached: {str(trouble).strip()}") from None
    with connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield connection


def contents(connection: "psycopg.Connection[Any]") -> Contents:
    """What the database holds, counted."""
    from psycopg import sql  # slow import: commands that need no database load this module too

    found = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1"
    )
    tables = [name for (name,) in found]
    rows = {
        name: connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchall()[0][0]
        for name in tables
    }

    def asked(table: str, words: str) -> list[list[Any]]:
        return [list(row) for row in connection.execute(words)] if table in rows else []

    return Contents(
        rows,
        asked(
            "journal_head",
            "SELECT organisation_id, last_place, last_seal FROM journal_head ORDER BY organisation_id NULLS FIRST",
        ),
        asked("django_migrations", "SELECT app, name FROM django_migrations ORDER BY app, name"),
        {row[0] for row in asked("desk_upload", "SELECT DISTINCT sha256 FROM desk_upload")},
        connection.info.server_version // 10000,
    )


def dump(environment: Mapping[str, str], into: Path, *, snapshot: str, server: int) -> None:
    """Write the database of `DATABASE_URL` as it looked in `snapshot` to a file."""
    _run(environment, "pg_dump", server, "--format=custom", f"--snapshot={snapshot}", f"--file={into}")


def put_back(environment: Mapping[str, str], dumped: Path, *, server: int) -> None:
    """Bring a dump into the empty database of `DATABASE_URL`, whole or not at all."""
    _run(environment, "pg_restore", server, "--single-transaction", "--exit-on-error", str(dumped))


def _run(environment: Mapping[str, str], name: str, server: int, *words: str) -> None:
    program, version = _program(name, server)
    if version < server:
        raise Trouble(
            f"The database is PostgreSQL {server} and {program} is of version {version}, which is too old for it: install the "
            f"programs of PostgreSQL {server} (on Debian postgresql-client-{server})."
        )
    # the list of processes is open to all on the machine, so the password goes another way
    url = urlsplit(environment["DATABASE_URL"])
    bare = url._replace(netloc=url.netloc.replace(f":{url.password}@", "@")).geturl() if url.password else url.geturl()
    done = subprocess.run(  # noqa: S603
        [program, "--no-owner", "--no-privileges", "--no-password", f"--dbname={bare}", *words], capture_output=True, text=True, check=False,
        env=dict(environment) | {"LC_ALL": "C"} | ({"PGPASSWORD": unquote(url.password)} if url.password else {}),
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip() or f"exit code {done.returncode}"
        raise Trouble(f"{name} failed: {said}")


def _program(name: str, server: int) -> tuple[Path, int]:
    """The program and its major version: one as new as the server, ours or the machine's, else the newest there is."""
    found = []
    with suppress(DatabaseTrouble):
        found.append(programs() / "bin" / name)
    if on_path := shutil.which(name):
        found.append(Path(on_path))
    versions = [(path, version_of(path)) for path in found if path.is_file()]
    if not versions:
        raise Trouble(f"{name} was not found: install PostgreSQL's programs (on Debian postgresql-client).")
    return min(versions, key=lambda one: (one[1] < server, abs(one[1] - server)))


def version_of(program: Path) -> int:
    """The major version a program says it is of; 0 when it does not say."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    for word in done.stdout.split():
        if word[0].isdigit():
            return int(word.split(".")[0])
    return 0

"""What every test may lean on: an embedded database for the whole run, the samples, the real notices if they are there."""

import fcntl
import gc
import os
import secrets
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

import django
import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker
from whitenoise.base import WhiteNoise

from nybrott.cli.postgres import NAME, Postgres
from nybrott.groundwork import lay_tables
from tests import prepared

ROOT = Path(__file__).resolve().parent
MADE = "databases"  # the list of those the run has made
TEMPLATE = "_template"  # ends the name of the one all others are copied from
# no test is timed: a busy machine must not fail one. Each time some inputs are invented anew, and `make soak` invents many
hypothesis.settings.register_profile("nybrott", deadline=None, max_examples=25)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=500)
hypothesis.settings.load_profile("nybrott")
# while tests are looked up nothing becomes waste, and to look for some took a fifth of it; later it is looked for seldom
gc.disable()
WASTE = (20_000, 20, 20)
_running: list[tuple[Postgres | None, Path]] = []


def _prepare() -> None:
    """Start one database server for the run; the processes of a parallel run share it and make a database each."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nybrott.web.settings"
    os.environ["NYBROTT_MODE"] = "development"
    os.environ.setdefault("NYBROTT_SECRET_KEY", secrets.token_urlsafe(48))
    first = "NYBROTT_TEST_VAR" not in os.environ
    server = None
    if first:
        folder = Path(tempfile.mkdtemp(prefix="nybrott-test-"))
        folder.chmod(0o711)  # the database may run as another account, and must get through
        os.environ["NYBROTT_TEST_VAR"] = str(folder)
        if not os.environ.get("DATABASE_URL"):
            server = Postgres(folder / "postgres", durable=False)
            os.environ["DATABASE_URL"] = server.url
        _running.append((server, folder))
    os.environ["NYBROTT_VAR"] = os.environ["NYBROTT_TEST_VAR"]
    django.setup()
    if first:
        if server:
            prepared.take(server.data)
            server.start()
        call_command("collectstatic", interactive=False, verbosity=0)


_prepare()

from django.contrib.auth.models import Permission  # noqa: E402 - models, which cannot be loaded before
from django.contrib.contenttypes.models import ContentType  # noqa: E402


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take long begin first; otherwise the order stays, drawn or as it stands."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)


def pytest_collection_finish() -> None:
    """What was loaded and collected stays until the end; looking through it for waste again and again took a twentieth
    of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*WASTE)
    gc.enable()


def pytest_unconfigure() -> None:
    gc.unfreeze()
    for server, folder in _running:
        made = (folder / MADE).read_text().split() if (folder / MADE).exists() else []
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, dbname="postgres") as connected:
            for name in made:  # somebody's own server shall hold nothing of ours; ours is kept as it was migrated
                if not (server and name.endswith(TEMPLATE)):
                    connected.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            for name in made if server else ():
                if name.endswith(TEMPLATE):  # a site of the journeys goes on from the same
                    connected.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
                    connected.execute(f"CREATE DATABASE {NAME} TEMPLATE {name}")
        if server:
            server.stop()
            if made:
                prepared.keep(server.data)
        shutil.rmtree(folder, ignore_errors=True)


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def _making_databases() -> Iterator[IO[str]]:
    """The list of databases the run has made, one a line; its other processes wait meanwhile."""
    with (Path(os.environ["NYBROTT_TEST_VAR"]) / MADE).open("a+") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        made.seek(0)
        yield made


def _migrate(name: str) -> None:
    """Make the database all others of the run are copied from, or bring the kept one up to date. Its tables are laid in one
    go, which takes a tenth of the time; `groundwork` holds them against those that all migrations make."""
    plain, kept = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() == (0,):
            cursor.execute(f"CREATE DATABASE {name}")
    _use(name)
    lay_tables()
    _use(plain)
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    connection.settings_dict["TEST"]["NAME"] = kept
    _use(plain)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The database of this process: a copy of one that the first process to come migrates."""
    plain = connection.settings_dict["NAME"]
    template, mine = f"test_{plain}{TEMPLATE}", connection.settings_dict["TEST"]["NAME"] or f"test_{plain}"
    with django_db_blocker.unblock():
        with _making_databases() as made:
            if template not in made.read().split():
                _migrate(template)
                print(template, file=made)
            print(mine, file=made)
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {mine} WITH (FORCE)")
                cursor.execute(f"CREATE DATABASE {mine} TEMPLATE {template}")
        _use(mine)
    yield
    with django_db_blocker.unblock():
        _use(plain)


def _take_away(case: TransactionTestCase) -> None:
    """After a test that committed: delete what lies in the tables. Django would TRUNCATE all of them, whatever they hold,
    and then fill those of content types and permissions again, which takes longer than most tests."""
    kept = {ContentType._meta.db_table, Permission._meta.db_table}
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - kept)
    holds = " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables)
    guarded = ("journal_entry", "journal_head")  # their own triggers let nothing be removed
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(holds)
        filled = [table for (table,) in cursor.fetchall()]
        for table in filled:  # in any order: foreign keys are looked at when the transaction ends
            if table in guarded:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in filled:
            if table in guarded:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


TransactionTestCase._fixture_teardown = _take_away


def _look_once(
    look: Callable[[WhiteNoise, str, str], None] = WhiteNoise.update_files_dictionary,
) -> Callable[[WhiteNoise, str, str], None]:
    """Each test client loads the middleware, which looks through all static files: a third of what a test of a page took."""
    found: dict[tuple[type, str, str], dict[str, object]] = {}

    def files(self: WhiteNoise, root: str, prefix: str) -> None:
        key = (type(self), root, prefix)
        if key not in found:
            look(self, root, prefix)
            found[key] = dict(self.files)
        self.files.update(found[key])

    return files


WhiteNoise.update_files_dictionary = _look_once()


@pytest.fixture
def let_go() -> Callable[[], None]:
    """What waits until the server has noticed that a killed process is gone; until then its locks still hold.

    Call it after killing, when nobody else is at work in the test's database. Fails after 30 seconds.
    """
    others = (
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )

    def wait() -> None:
        until = time.monotonic() + 30
        with connection.cursor() as cursor:
            cursor.execute(others)
            while cursor.fetchone() != (0,):
                assert time.monotonic() < until, "another connection still holds a lock"
                time.sleep(0.01)
                cursor.execute(others)

    return wait


def _run(script: str, words: tuple[str, ...], said: IO[bytes]) -> NoReturn:
    code = 1
    try:
        for number in (1, 2):
            os.dup2(said.fileno(), number)
        inherited = []  # kept: what is let go of would take leave of the server for the other process too
        for one in connections.all(initialized_only=True):
            inherited.append(one.connection)
            one.connection = None
        sys.argv = ["-c", *words]
        exec(compile(script, "<script>", "exec"), {"__name__": "__main__"})
        code = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


@pytest.fixture
def by_itself() -> Callable[..., tuple[int, str]]:
    """What runs a script in a process of its own and gives how that ended, as `subprocess` does, and what it said.

    The process is a copy of this one with a connection of its own: to start Python and Django anew takes many times longer
    than most of what is run so. Whatever the test has set is set there too; what the script changes stays there.
    """

    def run(script: str, *words: str) -> tuple[int, str]:
        with tempfile.TemporaryFile() as said, warnings.catch_warnings():
            # newer Pythons warn of other threads; the only ones here read what a parallel run is told
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
            if not child:
                _run(script, words, said)
            status = os.waitpid(child, 0)[1]
            said.seek(0)
            return os.waitstatus_to_exitcode(status), said.read().decode("utf-8", "replace")

    return run


@pytest.fixture(autouse=True)
def _in_bokmal() -> Iterator[None]:
    """Each test begins in the language the site begins in, whatever the one before it asked for."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a module's fixtures make after this one is made once for all its tests, and taken back after the last of them:
    each test has a transaction of its own within the one that is begun here. Only where no test commits."""
    with django_db_blocker.unblock(), translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The repository's own small notices, written for it."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def real_data() -> Path | None:
    """The folder of real notices beside the project, or None where it does not lie there."""
    folder = ROOT.parent / "shared" / "data"
    return folder if (folder / "MANIFEST.csv").is_file() else None


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that other accounts may enter (pytest's own lie below one that only its owner may)."""
    made = Path(tempfile.mkdtemp(prefix="nybrott-folder-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)

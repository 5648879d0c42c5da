"""What every test may lean on: an embedded database for the whole run, the samples, the real notices if they are there."""

import gc
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from nybrott.cli.postgres import Postgres

ROOT = Path(__file__).resolve().parent
# no test is timed: a busy machine must not fail one
hypothesis.settings.register_profile("nybrott", deadline=None)
hypothesis.settings.load_profile("nybrott")
_running: list[tuple[Postgres, Path]] = []


def _prepare() -> None:
    """Start one database server for the run; the processes of a parallel run share it and make a database each."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nybrott.web.settings"
    os.environ["NYBROTT_MODE"] = "development"
    os.environ.setdefault("NYBROTT_SECRET_KEY", secrets.token_urlsafe(48))
    first = "NYBROTT_TEST_VAR" not in os.environ
    if first:
        folder = Path(tempfile.mkdtemp(prefix="nybrott-test-"))
        folder.chmod(0o711)  # the database may run as another account, and must get through
        os.environ["NYBROTT_TEST_VAR"] = str(folder)
        if not os.environ.get("DATABASE_URL"):
            server = Postgres(folder / "postgres", durable=False)
            server.start()
            os.environ["DATABASE_URL"] = server.url
            _running.append((server, folder))
    os.environ["NYBROTT_VAR"] = os.environ["NYBROTT_TEST_VAR"]
    django.setup()
    if first:
        call_command("collectstatic", interactive=False, verbosity=0)


_prepare()


def pytest_collection_finish() -> None:
    """What was loaded and collected stays until the end; looking through it for waste again and again took a twentieth
    of the time."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()
    for server, folder in _running:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of the run. Tests that commit are emptied after by TRUNCATE, which the journal's own guard would refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_keep_entries")
        cursor.execute("ALTER TABLE journal_head DISABLE TRIGGER journal_keep_heads")
    yield
    # whoever still holds it at the end (a thread, the server's side of a killed process) is shown out
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


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


@pytest.fixture(autouse=True)
def _in_bokmal() -> Iterator[None]:
    """Each test begins in the language the site begins in, whatever the one before it asked for."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


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

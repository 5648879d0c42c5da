"""The index of notices: made beside the one that holds, follows the lake, is never half, survives being killed."""

import signal
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from nybrott.lake import build
from nybrott.notices import actions, queries
from nybrott.notices.actions import indexing
from nybrott.notices.jobs import index_lake as job
from nybrott.notices.models import IndexedNotice, NoticeIndex
from nybrott.notices.queries import index
from nybrott.observatory.tests.test_search import NOW, SEARCH, lake_of, plain, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["nybrott_language"] = "en"


@pytest.fixture
def indexed(filled: Path) -> Path:
    """All samples are searchable."""
    assert actions.index_lake(now=NOW).outcome == "made"
    return filled


def test_without_a_lake_the_page_says_what_will_come(client: Client, empty: Path) -> None:
    assert actions.index_lake(now=NOW).outcome == "no lake"
    assert "No notices yet" in text_of(client, SEARCH)


def test_before_the_first_index_the_page_says_so(client: Client, filled: Path) -> None:
    page = text_of(client, f"{SEARCH}?q=dialog")
    assert "The search is being prepared" in page
    actions.index_lake(now=NOW)
    assert "The search is being prepared" not in text_of(client, f"{SEARCH}?q=dialog")


def test_indexing_twice_changes_nothing(indexed: Path) -> None:
    index = NoticeIndex.objects.get()
    again = actions.index_lake(now=NOW)
    assert (again.outcome, again.notices) == ("already", 28)
    assert NoticeIndex.objects.get() == index


def test_new_word_lists_make_a_new_index(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = NoticeIndex.objects.get()
    monkeypatch.setattr(indexing, "LAYOUT", "another")
    assert actions.index_lake(now=NOW).outcome == "made"
    assert NoticeIndex.objects.get() != before
    assert IndexedNotice.objects.count() == 28


def test_a_rebuilt_lake_is_said_and_then_followed(
    client: Client, with_only: Callable[..., Path], samples: Path, settings: Settings
) -> None:
    folder = with_only("2022-000101.xml")
    job(timestamp=0)
    assert "1 notice" in plain(text_of(client, f"{SEARCH}?q=kommune"))
    build([samples / "notices"], folder)
    behind = text_of(client, f"{SEARCH}?q=kommune")
    assert "New notices are being made searchable" in behind
    assert "1 notice" in plain(behind)
    job(timestamp=60)
    followed = text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t")
    assert "New notices are being made searchable" not in followed
    assert "3 notices" in followed
    assert NoticeIndex.objects.count() == 1


def test_a_lake_rebuilt_while_it_is_read_is_begun_anew(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, calls = queries.everything_in, []

    def taken_away(generation: str, *, size: int = 500) -> Iterator[list[queries.Contents]]:
        calls.append(generation)
        if len(calls) == 1:
            monkeypatch.setattr(
                type(queries.lake()), "generation", property(lambda self: real if len(calls) > 1 else "generation-gone")
            )
            raise OSError("the files are gone")
        return whole(generation, size=size)

    real = queries.lake().generation
    monkeypatch.setattr(queries, "everything_in", taken_away)
    done = actions.index_lake(now=NOW)
    assert (done.outcome, done.generation) == ("made", real)


def test_a_failure_leaves_the_old_index_whole(
    client: Client, indexed: Path, with_only: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_only("2022-000101.xml", "2022-000114.xml")
    monkeypatch.setattr(indexing, "_MOST_WORD_BYTES", "not a number")
    with pytest.raises(TypeError):
        actions.index_lake(now=NOW)
    assert "3 notices" in text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t")
    monkeypatch.undo()


# Indexes, and kills itself (with no chance to tidy up) when the given number of batches has been written.
DRIVER = """
import os, signal, sys
from datetime import UTC, datetime
from nybrott.notices import actions, queries
from nybrott.notices.actions import indexing
whole, copy, left = queries.everything_in, indexing._copy, int(sys.argv[1])
queries.everything_in = lambda generation: whole(generation, size=5)

def counted(*args):
    global left
    copy(*args)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

indexing._copy = counted
actions.index_lake(now=datetime.now(UTC))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("written", [1, 4, 7])
def test_killed_on_the_way_the_old_index_is_whole_and_the_next_call_tidies_up(
    client: Client,
    with_only: Callable[..., Path],
    samples: Path,
    written: int,
    by_itself: Callable[..., tuple[int, str]],
    let_go: Callable[[], None],
) -> None:
    folder = with_only("2023-000201.xml")
    actions.index_lake(now=NOW)
    old = NoticeIndex.objects.get()
    build([samples / "notices"], folder)
    code, said = by_itself(DRIVER, str(written))
    assert code == -signal.SIGKILL, said
    let_go()
    assert NoticeIndex.objects.get(holds=True) == old
    assert NoticeIndex.objects.filter(holds=False).exists()
    assert "1 notice" in plain(text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t"))
    done = actions.index_lake(now=NOW)
    assert (done.outcome, done.notices) == ("made", 28)
    assert NoticeIndex.objects.count() == 1
    assert IndexedNotice.objects.count() == 28
    assert "3 notices" in text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t")


@pytest.mark.django_db(transaction=True)
def test_only_one_indexing_at_a_time(filled: Path) -> None:
    with psycopg.connect(
        **{
            k: v
            for k, v in connection.get_connection_params().items()
            if k in ("host", "port", "user", "password", "dbname")
        }
    ) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [indexing._LOCK])
        assert actions.index_lake(now=NOW).outcome == "under way"
        assert not NoticeIndex.objects.exists()
        other.execute("SELECT pg_advisory_unlock(%s)", [indexing._LOCK])
    assert actions.index_lake(now=NOW).outcome == "made"


def test_strange_notices_are_indexed_too(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.LAKE = lake_of(
        [
            {"id": "nul", "title": "Grus\x00stein", "description": "Singel \x00 og pukk"},
            {"id": "none", "description": "Uten tittel, med singel"},
            {"id": "long", "title": "Singel", "description": " ".join(f"ord{n}x{n}" for n in range(90_000))},
            {"id": "quotes", "title": "Singel 'a' \\ \"b\"", "buyer_name": "A" * 3_000},
        ],
        tmp_path,
    )
    assert actions.index_lake(now=NOW).notices == 4
    page = text_of(client, f"{SEARCH}?q=singel")
    assert "4 notices" in page
    assert "Notice without a title" in page
    assert "1 notice" in plain(text_of(client, f"{SEARCH}?q=stein"))


def test_the_command_says_what_it_did(filled: Path, empty: Path, settings: Settings, sample_lake: Path) -> None:
    def said() -> str:
        out = StringIO()
        call_command("index_notices", stdout=out)
        return out.getvalue().strip()

    assert said() == "There is no lake yet: build one with “nybrott lake build”."
    settings.LAKE = sample_lake
    assert said() == "28 notices are searchable."
    assert said() == "The search holds these 28 notices already."


def test_the_jobs_are_known_to_the_worker() -> None:
    from procrastinate.contrib.django import app

    assert {"notices.index_lake", "notices.forget_finished_jobs"} <= set(app.tasks)
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert crons["notices.index_lake"] == "* * * * *"
    assert app.tasks["notices.index_lake"].queueing_lock == "notices.index_lake"


@pytest.fixture
def work(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A worker that does what lies on the queue and ends; the queue is empty at first."""
    from procrastinate.contrib.django import app

    def run() -> None:
        worker = app.with_connector(app.connector.get_worker_connector())
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # the worker's thread leaves no connection behind
    with connection.cursor() as cursor:
        # an earlier test's worker may have laid the same job there, as its minute came: nothing else clears that table
        cursor.execute("DELETE FROM procrastinate_jobs")
    return run


@pytest.mark.django_db(transaction=True)
def test_the_worker_indexes_and_forgets_jobs_that_went_well_long_ago(filled: Path, work: Callable[[], None]) -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    done = app.configure_task("notices.index_lake").defer(timestamp=1)
    work()
    assert NoticeIndex.objects.get(holds=True).notices == 28
    assert ProcrastinateJob.objects.get(pk=done).status == "succeeded"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '5 days'")
    app.configure_task("notices.forget_finished_jobs").defer(timestamp=1)
    work()
    assert not ProcrastinateJob.objects.filter(pk=done).exists()
    assert ProcrastinateJob.objects.filter(task_name="notices.forget_finished_jobs", status="succeeded").exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_left_half_done_is_in_nobodys_way(filled: Path, work: Callable[[], None]) -> None:
    from procrastinate.contrib.django import app

    left = app.configure_task("notices.index_lake").defer(timestamp=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE id = %s", [left])
    app.configure_task("notices.index_lake").defer(timestamp=2)
    work()
    assert NoticeIndex.objects.get(holds=True).notices == 28


def test_rows_call_themselves_by_what_they_are(indexed: Path) -> None:
    index = NoticeIndex.objects.get()
    assert index.made_at == NOW
    assert str(index) == f"{index.generation} (28)"
    assert all(str(notice) == notice.key for notice in IndexedNotice.objects.all())


def test_an_index_replaced_between_two_questions_is_no_trouble(
    client: Client, indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = queries.notice_index()
    monkeypatch.setattr(indexing, "LAYOUT", "another")
    actions.index_lake(now=NOW)
    index._lexicon.cache_clear()
    monkeypatch.setattr(queries, "notice_index", lambda: gone)
    assert "3 notices" in text_of(client, f"{SEARCH}?q=hurtigb%C3%A5t")


def test_an_empty_lake_that_was_filled_is_being_made_ready(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.LAKE = lake_of([], tmp_path)
    assert actions.index_lake(now=NOW).notices == 0
    assert "No notices yet" in text_of(client, SEARCH)
    lake_of([{"id": "1", "title": "Grus"}], tmp_path)
    assert "The search is being prepared" in text_of(client, SEARCH)
    actions.index_lake(now=NOW)
    assert "What would you like to find?" in text_of(client, SEARCH)

"""Entries are sealed in order and once, and whoever records waits for nobody."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoCaptureOnCommitCallbacks

from nybrott.core.actor import Actor
from nybrott.core.chain import first_break
from nybrott.journal.actions import seal_entries
from nybrott.journal.actions.chains import AT_A_TIME, lock_chain, seal_some
from nybrott.journal.models import Entry, Head
from nybrott.journal.queries import chains, prove
from nybrott.journal.tests.factories import KARI, NOW, an_entry

PER = Actor(8, 4, "Per")
HOST = Actor(9, None, "Drift")


def places(organisation_id: int | None) -> list[int | None]:
    return list(Entry.objects.filter(organisation_id=organisation_id).order_by("id").values_list("place", flat=True))


@pytest.mark.django_db
def test_each_chain_is_sealed_in_the_order_of_its_entries() -> None:
    for actor in (KARI, PER, KARI, HOST, KARI, HOST):
        an_entry(actor)
    assert seal_entries(now=NOW) == 6
    assert (places(3), places(4)) == ([1, 2, 3], [1])
    assert list(Entry.objects.filter(organisation_id__isnull=True).order_by("id").values_list("place", flat=True)) == [
        1,
        2,
    ]
    an_entry()
    assert seal_entries(now=NOW) == 1
    assert seal_entries(now=NOW) == 0
    links = [entry.link() for entry in Entry.objects.filter(organisation_id=3).order_by("place")]
    head = Head.objects.get(organisation_id=3)
    assert (head.last_place, head.last_seal, head.sealed_at) == (4, links[-1].seal, NOW)
    assert first_break(links, last_place=4, last_seal=head.last_seal) is None
    assert chains() == [None, 3, 4]


@pytest.mark.django_db
def test_more_entries_than_fit_one_transaction_are_sealed_in_several() -> None:
    first = an_entry()
    copies = [
        Entry(organisation_id=3, thing_kind="x", thing_ref="1", verb="x", at=NOW, digest=first.digest)
        for _n in range(AT_A_TIME)
    ]
    Entry.objects.bulk_create(copies)
    assert seal_some(3, now=NOW) == AT_A_TIME
    assert seal_entries(now=NOW) == 1
    assert Head.objects.get(organisation_id=3).last_place == AT_A_TIME + 1


@pytest.mark.django_db
def test_an_entry_without_a_seal_is_no_link_yet() -> None:
    with pytest.raises(ValueError, match="no place"):
        an_entry().link()


@pytest.mark.django_db
def test_the_worker_is_asked_once_when_the_transaction_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as called:
        with transaction.atomic():
            for _n in range(30):
                an_entry()
        with transaction.atomic():
            an_entry()
            transaction.set_rollback(True)
    assert len(called) == 1
    with django_capture_on_commit_callbacks(execute=True):
        an_entry()  # asked again before the worker began: still one job
    assert ProcrastinateJob.objects.filter(task_name="journal.seal", status="todo").count() == 1


# --- with transactions that really run beside each other ---


@contextmanager
def beside(count: int) -> Iterator[Callable[..., object]]:
    """Something to run things beside us with, in threads that close their connections."""

    def closing(call: Callable[..., object], *words: object) -> object:
        try:
            return call(*words)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        yield lambda call, *words: threads.submit(closing, call, *words)


def record_quickly(actor: Actor = KARI) -> int:
    """Record in a transaction of its own; one who waits for a lock that is kept gets an error."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '20s'")
        return an_entry(actor).pk


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_one_who_has_recorded_and_not_committed() -> None:
    with beside(1) as run:
        with transaction.atomic():
            an_entry()
            run(record_quickly).result(60)
            assert run(lambda: seal_entries(now=NOW)).result(60) == 1  # the one that is committed
        seal_entries(now=NOW)
    assert sorted(places(3)) == [1, 2]
    assert prove(3).broken is None


@pytest.mark.django_db(transaction=True)
def test_nobody_who_records_waits_for_one_who_seals() -> None:
    an_entry()
    with beside(1) as run, transaction.atomic():
        lock_chain(3)
        seal_some(3, now=NOW)
        run(record_quickly).result(60)
    assert places(3) == [1, None]


@pytest.mark.django_db(transaction=True)
def test_a_job_deferred_within_the_transaction_would_make_the_next_one_wait() -> None:
    """Why the worker is told after the commit: the queue's own lock is a row that the second one waits for."""

    def defer() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
        app.configure_task("journal.seal", queueing_lock="only in this test").defer()

    def other() -> bool:
        try:
            with transaction.atomic():
                defer()
        except Exception as trouble:
            return isinstance(trouble, OperationalError) or "lock timeout" in str(trouble) + str(trouble.__cause__)
        return False

    with beside(1) as run, transaction.atomic():
        defer()
        assert run(other).result(60) is True
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_many_record_while_two_seal_and_the_chain_is_right() -> None:
    with beside(6) as run:
        recording = [run(lambda: [record_quickly(actor) for actor in (KARI, PER) * 10]) for _n in range(4)]
        sealing = [run(lambda: [seal_entries(now=NOW) for _n in range(10)]) for _n in range(2)]
        for one in (*recording, *sealing):
            one.result(300)  # type: ignore[attr-defined]
    seal_entries(now=NOW)
    assert sorted(places(3)) == sorted(places(4)) == list(range(1, 41))
    assert [prove(chain).broken for chain in chains()] == [None, None]
    # the order of one who records is kept
    mine = Entry.objects.filter(organisation_id=3, pk__in=recording[0].result())  # type: ignore[attr-defined]
    by_place = list(mine.order_by("place").values_list("pk", flat=True))
    assert by_place == sorted(by_place)

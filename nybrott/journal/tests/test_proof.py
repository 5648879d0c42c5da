"""Whatever is changed, removed or reordered in the tables themselves is found, where it is."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nybrott.core.chain import digest_of
from nybrott.journal.actions import check_chain, seal_entries
from nybrott.journal.actions.entries import plain
from nybrott.journal.models import Entry, Head
from nybrott.journal.queries import fit_of, prove
from nybrott.journal.tests.factories import KARI, NOW, an_entry

pytestmark = pytest.mark.django_db
AGAIN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def unguarded(count: int) -> Iterator[None]:
    """A sealed chain of so many entries, with the database's own guard switched off; all of it forgotten afterwards."""
    with transaction.atomic():
        for number in range(count):
            an_entry(number=number)
        seal_entries(now=NOW)
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
        run("ALTER TABLE journal_head DISABLE TRIGGER ALL")
        yield
        transaction.set_rollback(True)


def run(sql: str, *words: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, words)


CHANGES = [
    "verb = 'needs.parked'",
    "at = at + interval '1 microsecond'",
    "thing_ref = thing_ref || '0'",
    "thing_kind = 'needs.other'",
    "actor_user_id = coalesce(actor_user_id, 0) + 1",
    "actor_user_id = NULL",
    "digest = repeat('a', 64)",
    "seal = repeat('b', 64)",
    "private = jsonb_set(private, '{actor}', '\"Somebody else\"')",
    "private = jsonb_set(private, '{facts,number}', '99')",
    "private = NULL",
    "salt = 'another'",
    "salt = NULL",
    "private = NULL, salt = NULL, erased_at = now()",
    "place = NULL, seal = ''",
]


@AGAIN
@given(st.data(), st.integers(1, 5))
def test_a_change_is_found_where_it_is(data: st.DataObject, count: int) -> None:
    at, change = data.draw(st.integers(1, count)), data.draw(st.sampled_from(CHANGES))
    with unguarded(count):
        assert prove(3).broken is None
        run(f"UPDATE journal_entry SET {change} WHERE place = %s", at)
        broken = prove(3).broken
        assert broken is not None
        assert broken.place == at


@AGAIN
@given(st.data(), st.integers(1, 5))
def test_a_removal_is_found_at_the_end_too(data: st.DataObject, count: int) -> None:
    at = data.draw(st.integers(1, count))
    with unguarded(count):
        run("DELETE FROM journal_entry WHERE place = %s", at)
        broken = prove(3).broken
        assert broken is not None
        assert broken.place == at


@AGAIN
@given(st.data(), st.integers(2, 5))
def test_a_reordering_is_found(data: st.DataObject, count: int) -> None:
    one, other = data.draw(st.lists(st.integers(1, count), min_size=2, max_size=2, unique=True))
    with unguarded(count):
        run("UPDATE journal_entry SET place = 1000 WHERE place = %s", one)
        run("UPDATE journal_entry SET place = %s WHERE place = %s", one, other)
        run("UPDATE journal_entry SET place = %s WHERE place = 1000", other)
        broken = prove(3).broken
        assert broken is not None
        assert broken.place == min(one, other)


def test_an_entry_put_in_behind_the_end_is_found() -> None:
    with unguarded(2):
        run("UPDATE journal_head SET last_place = 1, last_seal = (SELECT seal FROM journal_entry WHERE place = 1)")
        assert (found := prove(3).broken)
        assert (found.place, found.fault) == (2, "end")


def test_a_head_taken_away_is_found() -> None:
    with unguarded(2):
        run("DELETE FROM journal_head")
        assert (found := prove(3).broken)
        assert found.place == 1


def test_what_somebody_else_keeps_is_held_against_the_chain() -> None:
    with unguarded(3):
        seals = dict(Entry.objects.values_list("place", "seal"))
        assert prove(3, told={2: seals[2]}).broken is None
        # somebody rewrites the whole chain, seals and head and all: only the seal that was handed over shows it
        assert (found := prove(3, told={2: "0" * 64}).broken)
        assert (found.place, found.fault) == (2, "told")
        assert (lost := prove(3, told={5: seals[3]}).broken)
        assert (lost.place, lost.fault) == (4, "told")


@AGAIN
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**70), 2**70)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    )
)
def test_whatever_a_fact_says_comes_back_as_it_was_sealed(said: object) -> None:
    entry = an_entry(said=said)
    entry.refresh_from_db()
    assert entry.digest == digest_of(entry.private, entry.salt or "")
    assert plain(entry.private) == entry.private


@pytest.mark.parametrize("said", [float("nan"), float("inf")])
def test_a_fact_that_is_no_number_is_refused(said: float) -> None:
    with pytest.raises(ValueError, match="number"):
        an_entry(said=said)


def test_an_entrys_own_proof() -> None:
    with unguarded(3):
        first, middle, last = Entry.objects.order_by("place")
        assert [fit and (fit.before, fit.after, fit.people, fit.holds) for fit in map(fit_of, (first, middle, last))] == [
            (True, True, True, True), (True, True, True, True), (True, None, True, True),
        ]  # fmt: skip
        middle.verb = "needs.parked"
        assert (fit := fit_of(middle))
        assert (fit.before, fit.holds) == (False, False)
        first.private = {"actor": "x"}
        assert (fit := fit_of(first))
        assert (fit.people, fit.holds) == (False, False)
        run("UPDATE journal_entry SET seal = repeat('c', 64) WHERE place = 1")
        middle.refresh_from_db()
        assert (fit := fit_of(middle))
        assert fit.before is False
    assert fit_of(an_entry()) is None


def test_what_was_found_stays_at_the_head_and_the_next_check_begins_there() -> None:
    with unguarded(3):
        assert check_chain(organisation_id=3, now=NOW, whole=False).sealed == 3
        head = Head.objects.get()
        assert (head.checked_at, head.checked_place, head.broken_place) == (NOW, 3, None)
        run("UPDATE journal_entry SET verb = 'x.y' WHERE place = 2")
        an_entry()
        seal_entries(now=NOW)
        assert check_chain(organisation_id=3, now=NOW, whole=False).broken is None  # only what is new
        assert check_chain(organisation_id=3, now=NOW, whole=True).broken is not None
        head.refresh_from_db()
        assert (head.broken_place, head.broken_fault, head.checked_place) == (2, "seal", 1)
        assert (
            check_chain(organisation_id=3, now=NOW, whole=False).broken is not None
        )  # a broken chain is always walked whole


@pytest.mark.soak
def test_a_hundred_thousand_entries_are_proved_in_bounded_memory() -> None:
    import tracemalloc

    first = an_entry()
    for _batch in range(100):
        Entry.objects.bulk_create(
            Entry(organisation_id=3, thing_kind="x.y", thing_ref="1", verb="x.y", at=NOW, private=first.private, salt=first.salt, digest=first.digest)
            for _n in range(1000)
        )  # fmt: skip
    assert seal_entries(now=NOW) == 100_001
    tracemalloc.start()
    proof = prove(KARI.organisation_id)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (proof.sealed, proof.broken) == (100_001, None)
    assert peak < 20_000_000

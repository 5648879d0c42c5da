"""The database itself refuses whatever is not allowed, also to somebody who writes SQL; attacked here."""

import pytest
from django.db import IntegrityError, connection, transaction

from nybrott.journal.actions import seal_entries
from nybrott.journal.models import Entry
from nybrott.journal.tests.factories import NOW, an_entry

pytestmark = pytest.mark.django_db


def attack(sql: str) -> str:
    """What the database says to a statement; empty when it does it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
    except IntegrityError as trouble:
        return str(trouble).splitlines()[0]
    return ""


ON_ENTRIES = {
    "DELETE FROM journal_entry": "never removed",
    "UPDATE journal_entry SET verb = 'x.y'": "never changes",
    "UPDATE journal_entry SET at = now()": "never changes",
    "UPDATE journal_entry SET organisation_id = 99": "never changes",
    "UPDATE journal_entry SET organisation_id = NULL": "never changes",
    "UPDATE journal_entry SET thing_ref = '13'": "never changes",
    "UPDATE journal_entry SET thing_kind = 'a.b'": "never changes",
    "UPDATE journal_entry SET actor_user_id = NULL": "never changes",
    "UPDATE journal_entry SET digest = repeat('0', 64)": "never changes",
    "UPDATE journal_entry SET id = id + 1000": "never changes",
    "UPDATE journal_entry SET private = '{}'": "kept or erased",
    "UPDATE journal_entry SET salt = 'x'": "kept or erased",
    "UPDATE journal_entry SET private = NULL": "kept or erased",
    "UPDATE journal_entry SET private = NULL, salt = NULL": "kept or erased",
    "UPDATE journal_entry SET private = NULL, erased_at = now()": "kept or erased",
    "UPDATE journal_entry SET erased_at = now()": "kept or erased",
}
ON_SEALED = {
    "UPDATE journal_entry SET place = place + 1": "sealed once",
    "UPDATE journal_entry SET seal = repeat('1', 64)": "sealed once",
    "UPDATE journal_entry SET place = NULL, seal = ''": "sealed once",
}
ON_HEADS = {
    "DELETE FROM journal_head": "never removed",
    "UPDATE journal_head SET last_place = last_place - 1": "only moves forward",
    "UPDATE journal_head SET last_seal = repeat('1', 64)": "only moves forward",
    "UPDATE journal_head SET organisation_id = 99": "only moves forward",
}


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("sql", ON_ENTRIES)
def test_an_entry_is_kept(sql: str, sealed: bool) -> None:
    an_entry()
    if sealed:
        seal_entries(now=NOW)
    assert ON_ENTRIES[sql] in attack(sql)


@pytest.mark.parametrize("sql", ON_SEALED | ON_HEADS)
def test_a_seal_and_a_head_are_kept(sql: str) -> None:
    an_entry()
    seal_entries(now=NOW)
    assert (ON_SEALED | ON_HEADS)[sql] in attack(sql)


def test_an_erased_entry_says_nothing_again() -> None:
    an_entry()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET private = NULL, salt = NULL, erased_at = now()")
    assert "kept or erased" in attack("UPDATE journal_entry SET private = '{}'")
    assert "kept or erased" in attack("UPDATE journal_entry SET erased_at = NULL")


def test_what_is_allowed_is_done() -> None:
    an_entry()
    assert attack("UPDATE journal_entry SET place = 1, seal = repeat('1', 64)") == ""
    assert attack("UPDATE journal_entry SET private = NULL, salt = NULL, erased_at = now()") == ""
    assert attack("UPDATE journal_entry SET verb = verb") == ""


@pytest.mark.parametrize("table", ["journal_entry", "journal_head"])
def test_a_table_is_not_emptied(table: str) -> None:
    assert "never removed" in attack(f"TRUNCATE {table} CASCADE")


def test_nothing_was_harmed() -> None:
    an_entry()
    for sql in ON_ENTRIES:
        attack(sql)
    assert Entry.objects.get().verb == "needs.verified"

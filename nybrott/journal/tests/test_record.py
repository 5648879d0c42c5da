"""`record()`: one entry and its letters, in the action's transaction, seen by those who may."""

import pytest
from django.db import transaction

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.chain import digest_of
from nybrott.journal.actions import NewLetter
from nybrott.journal.models import Entry, Letter
from nybrott.journal.tests.factories import KARI
from nybrott.journal.tests.factories import an_entry as written

pytestmark = pytest.mark.django_db


def an_entry(actor: Actor = KARI, *letters: NewLetter) -> Entry:
    return written(actor, *letters, **{"from": "assumption"})


def test_an_entry_says_who_did_what_to_what_and_when() -> None:
    entry = an_entry()
    entry.refresh_from_db()
    assert (entry.organisation_id, entry.thing_ref, entry.verb, entry.actor_user_id) == (3, "12", "needs.verified", 7)
    assert entry.private == {"actor": "Kari", "thing": "En ting", "facts": {"from": "assumption"}}
    assert entry.digest == digest_of(entry.private, entry.salt or "")
    assert (entry.place, entry.seal) == (None, "")


def test_letters_are_laid_out_with_the_entry_or_not_at_all() -> None:
    letter = NewLetter(
        "needs.told", "ola@example.org", "Nytt\nom behovet", "Hei {link}", to_name="Ola", secrets={"link": "x"}
    )
    entry = an_entry(KARI, letter)
    laid = Letter.objects.get(entry=entry)
    assert (laid.subject, laid.state, laid.organisation_id) == ("Nytt om behovet", "waiting", 3)
    with transaction.atomic():
        an_entry(KARI, letter)
        transaction.set_rollback(True)
    assert Entry.objects.count() == Letter.objects.count() == 1


def test_who_may_read_what() -> None:
    letter = NewLetter("needs.told", "ola@example.org", "Hei", "Hei", to_user_id=9)
    an_entry(KARI, letter)
    stranger = Actor(8, 4, "Per", permissions=KARI.permissions)
    receiver = Actor(9, 4, "Ola")
    assert [Entry.objects.visible_to(one).count() for one in (KARI, stranger, receiver, VISITOR, system("x"))] == [
        1,
        0,
        0,
        0,
        1,
    ]
    assert [Letter.objects.visible_to(one).count() for one in (KARI, stranger, receiver, VISITOR, system("x"))] == [
        1,
        0,
        1,
        0,
        1,
    ]

"""What is entered in a ledger is a chain that proves itself, whoever enters at once."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from nybrott.core.ledger import LedgerError, export, verify
from nybrott.dialogues import queries
from nybrott.dialogues.actions import enter
from nybrott.dialogues.tests.factories import a_supplier, an_open_dialogue
from nybrott.people.tests.factories import an_organisation

NOW = timezone.now()


@pytest.mark.django_db
def test_an_export_of_what_was_entered_proves_itself() -> None:
    dialogue = an_open_dialogue(an_organisation())
    supplier = a_supplier(dialogue)
    enter(
        dialogue=dialogue,
        kind="question",
        thing="q1",
        title="Gjelder\tdet\nogså\u202e boliger?",
        giver=supplier.key,
        taker="us",
        at=NOW,
        now=NOW,
    )
    enter(
        dialogue=dialogue,
        kind="input_secret",
        thing="i1",
        title="Slik virker det",
        giver=supplier.key,
        taker="us",
        at=NOW,
        now=NOW,
        secret=True,
    )
    found = queries.links(dialogue)
    checked = verify(export(found, [], dialogue=dialogue.title, now=NOW))
    assert (checked.faults, len(found)) == ((), 3)
    told = queries.entries(dialogue)
    assert [entry.kind for entry in told] == ["announced", "question", "input_secret"]
    assert told[1].title == "Gjelder det også boliger?"
    assert "Slik virker det" not in str(found[2].fields)
    assert dialogue.entries.filter(supplier=supplier).count() == 2


@pytest.mark.django_db
def test_a_clock_that_goes_back_dates_nothing_back() -> None:
    dialogue = an_open_dialogue(an_organisation())
    enter(
        dialogue=dialogue,
        kind="published",
        thing="brief",
        title="Notat",
        at=NOW + timedelta(hours=2),
        now=NOW + timedelta(hours=2),
    )
    enter(dialogue=dialogue, kind="published", thing="slides", title="Lysark", at=NOW, now=NOW)
    first, second = queries.entries(dialogue)[1:]
    assert second.recorded_at == first.recorded_at
    assert verify(export(queries.links(dialogue), [], dialogue="", now=NOW)).faults == ()


@pytest.mark.django_db
def test_what_no_entry_can_say_is_refused_and_nothing_is_kept() -> None:
    dialogue = an_open_dialogue(an_organisation())
    with pytest.raises(LedgerError):
        enter(dialogue=dialogue, kind="bribe", thing="x", at=NOW, now=NOW)
    assert dialogue.entries.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_enter_at_once_make_one_chain() -> None:
    dialogue = an_open_dialogue(an_organisation())

    def writes(number: int) -> None:
        for each in range(5):
            enter(dialogue=dialogue, kind="published", thing=f"t{number}-{each}", title="Notat", at=NOW, now=NOW)
        connection.close()

    threads = [Thread(target=writes, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = queries.links(dialogue)
    assert [link.place for link in found] == list(range(1, 22))
    assert verify(export(found, [], dialogue="", now=NOW)).faults == ()

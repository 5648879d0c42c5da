"""A supplier sends in the same moment as the box is opened: with the lock it is in or refused, never sent and left sealed."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone

from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.tests.factories import a_buyer
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_organisation
from nybrott.submissions import actions, queries
from nybrott.submissions.actions import sending
from nybrott.submissions.models import Submission
from nybrott.submissions.tests.factories import a_writer, an_asking_dialogue, an_input, opened, written


def raced(place: Organisation, monkeypatch: pytest.MonkeyPatch, *, patience: float) -> Submission:
    """What became of an input that was checked, and not yet kept, when the box was opened. It waits so many seconds for the opening."""
    dialogue = an_asking_dialogue(place)
    an_input(a_writer(dialogue, "Først AS")[0])
    late, _key = a_writer(dialogue, "Sist AS")
    written(late)
    buyer = a_buyer(place)
    checked, done = Event(), Event()
    whole = queries.document

    def slow(*given: object) -> bytes:
        checked.set()
        done.wait(patience)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "document", slow)
    threads = [Thread(target=sends, args=[late]), Thread(target=opens, args=[dialogue, buyer, checked, done])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Submission.objects.get(supplier=late.supplier)


def sends(late: Representative) -> None:
    try:
        actions.send_input(representative=late, named=True, now=timezone.now())
    except Refused:
        pass
    finally:
        connection.close()


def opens(dialogue: Dialogue, buyer: object, checked: Event, done: Event) -> None:
    checked.wait(60)
    try:
        opened(dialogue, buyer)  # type: ignore[arg-type]
    finally:
        done.set()
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_an_input_is_opened_or_refused_with_the_lock_and_lost_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    place = an_organisation()
    kept = raced(place, monkeypatch, patience=0.5)  # in vain: the opening waits for it
    assert (kept.state, kept.number) == ("sent", 2)

    def unheld(dialogue: Dialogue) -> Dialogue:
        return Dialogue.objects.select_related("organisation").get(pk=dialogue.pk)

    with monkeypatch.context() as off:
        off.setattr(sending, "hold", unheld)
        lost = raced(place, monkeypatch, patience=60)
    assert (lost.state, lost.number) == ("sent", None), (
        "without the lock it would be sent, and nobody would ever read it"
    )


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_in_a_storm_none_is_lost_and_none_comes_in_twice() -> None:
    place = an_organisation()
    dialogue = an_asking_dialogue(place)
    writers = [a_writer(dialogue, f"Firma {number}")[0] for number in range(60)]
    for one in writers:
        written(one)
    actions.send_input(representative=writers[0], named=True, now=timezone.now())
    box = queries.box_of(dialogue)
    assert box
    buyer, at = a_buyer(place), box.opens_at

    def send_all(some: list[Representative]) -> None:
        for one in some:
            try:
                actions.send_input(representative=one, named=True, now=at - timedelta(seconds=1))
            except Refused:
                continue
        connection.close()

    def open_it() -> None:
        actions.open_input(actor=buyer, dialogue=dialogue, now=at)
        connection.close()

    threads = [Thread(target=send_all, args=[writers[first::8]]) for first in range(1, 9)] + [Thread(target=open_it)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = list(Submission.objects.filter(state="sent"))
    assert all(one.number for one in sent)
    assert sorted(one.number or 0 for one in sent) == list(range(1, len(sent) + 1))
    assert dialogue.entries.filter(kind="input_open").count() == len(sent)

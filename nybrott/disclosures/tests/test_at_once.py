"""Several who ask, answer and show at once: no question shares a number, everyone gets one answer, everything is shown once."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.dialogues import queries as ledger
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_buyer, a_representative, a_supplier, an_open_dialogue
from nybrott.disclosures import actions
from nybrott.disclosures.tests.factories import a_question, an_answer, an_item
from nybrott.journal.models import Letter
from nybrott.people.tests.factories import an_organisation

AT_ONCE = 4


def at_once(act: Callable[[int], object]) -> None:
    """Do it several times at the same moment; who is refused goes home."""
    start = Barrier(AT_ONCE, timeout=60)

    def one(number: int) -> None:
        start.wait()
        with suppress(Refused):
            act(number)
        connection.close()

    threads = [Thread(target=one, args=[number]) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_those_who_come_at_once() -> None:
    dialogue = an_open_dialogue(an_organisation())
    buyer, suppliers = a_buyer(dialogue.organisation), [a_supplier(dialogue, f"Firma {n} AS") for n in range(AT_ONCE)]
    for supplier in suppliers:
        a_representative(supplier)
    at_once(lambda number: a_question(suppliers[number], f"Spørsmål fra {number}?"))
    assert sorted(dialogue.queries.values_list("number", flat=True)) == [1, 2, 3, 4]
    asked = dialogue.queries.get(number=1)
    at_once(lambda number: an_answer(asked, f"Svar {number}.", actor=buyer))
    assert Letter.objects.filter(kind="disclosures.answer").count() == AT_ONCE
    item = an_item(dialogue, actor=buyer)
    at_once(lambda _number: actions.show_item(actor=buyer, item=item, now=timezone.now()))
    assert Letter.objects.filter(kind="disclosures.information").count() == AT_ONCE
    kinds = [entry.kind for entry in ledger.entries(Dialogue.objects.get())]
    assert kinds == ["announced", *["question"] * 4, "answer_to_all", "published"]
    assert verify(export(ledger.links(dialogue), [], dialogue="", now=timezone.now())).faults == ()

"""Market dialogues in what a run led to and in what evaluation plans can count."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import (
    a_buyer,
    a_dialogue,
    a_representative,
    a_supplier,
    an_approved_description,
    an_open_dialogue,
)
from nybrott.effects.queries import Counted, Material, countable
from nybrott.feedback import actions
from nybrott.feedback.actions import Words
from nybrott.gatherings.queries.contributions import reached_by
from nybrott.people.tests.factories import an_organisation
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_run

pytestmark = pytest.mark.django_db


def counted(run: Run, key: str) -> Counted:
    with override("en"):
        return countable()[key].read(Material(run, timezone.localdate()))


def summed_up(dialogue: Dialogue) -> None:
    holds, now = a_buyer(dialogue.organisation), timezone.now()
    made = actions.write_message(
        actor=holds, dialogue=dialogue, words=Words("summary", "Takk.", after="Mars."), version=0, now=now
    )
    actions.send_message(actor=holds, message=made, version=1, now=now)


def test_dialogues_suppliers_and_their_time_are_counted_since_the_run_began() -> None:
    run = a_run(an_organisation())
    Run.objects.filter(pk=run.pk).update(begins_on=timezone.localdate() - timedelta(days=30))
    run.refresh_from_db()
    place = run.organisation
    assert counted(run, "dialogues.held").value == 0
    assert counted(run, "dialogues.worth").value is None
    first, before = an_open_dialogue(place), an_open_dialogue(place, title="Før")
    a_dialogue(place)
    Dialogue.objects.filter(pk=before.pk).update(announced_at=timezone.now() - timedelta(days=40))
    summed_up(first)
    marks = (5, 4, 1)
    for number, mark in enumerate(marks):
        assert counted(run, "dialogues.worth").value is None
        person, _key = a_representative(a_supplier(first, f"Firma {number}"))
        actions.say_worth(representative=person, worth=mark, clear=3, fair=3, because="", now=timezone.now())
    assert counted(run, "dialogues.held") == Counted(1.0, 1, "1 market dialogue announced.")
    assert counted(run, "dialogues.reached").value == 3
    worth = counted(run, "dialogues.worth")
    assert worth.value == pytest.approx(200 / 3)
    assert worth.sentence == "3 answers."


def test_a_challenge_reaches_its_announced_dialogues() -> None:
    run = a_run(an_organisation())
    said = an_approved_description(run.organisation)
    one, draft = an_open_dialogue(run.organisation), a_dialogue(run.organisation)
    for dialogue in (one, draft):
        dialogue.descriptions.add(said)
    found = [(each.ref, each.url) for each in reached_by([said.challenge_id]) if each.kind == "dialogue"]
    assert found == [(str(one.pk), f"/dialogues/{one.slug}/")]

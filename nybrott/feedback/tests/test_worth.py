"""Three questions by the link of a letter: nobody is read alone, forged links open nothing, and the measure is what was said."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.dialogues.tests.factories import (
    a_buyer,
    a_dialogue,
    a_representative,
    a_supplier,
    an_approved_description,
    an_open_dialogue,
)
from nybrott.feedback import actions, queries
from nybrott.feedback.actions import Words
from nybrott.feedback.letters import worth_token
from nybrott.feedback.models import Worth
from nybrott.people.tests.factories import an_organisation

pytestmark = pytest.mark.django_db
ANSWER = {"worth": "5", "clear": "4", "fair": "3", "because": "Ryddig <b>"}


@pytest.fixture
def buyer() -> Actor:
    return a_buyer(an_organisation())


@pytest.fixture
def dialogue(buyer: Actor) -> Dialogue:
    return an_open_dialogue(an_organisation())


def summed_up(dialogue: Dialogue) -> Dialogue:
    holds, now = a_buyer(dialogue.organisation), timezone.now()
    made = actions.write_message(
        actor=holds, dialogue=dialogue, words=Words("summary", "Takk.", after="Mars."), version=0, now=now
    )
    actions.send_message(actor=holds, message=made, version=1, now=now)
    return dialogue


def answered(person: Representative, mark: int, because: str = "") -> Worth:
    return actions.say_worth(representative=person, worth=mark, clear=mark, fair=mark, because=because, now=timezone.now())  # fmt: skip


def test_answering_by_the_link_of_a_letter(dialogue: Dialogue) -> None:
    person, _key = a_representative(a_supplier(dialogue))
    address = f"/dialogues/worth/{worth_token(person)}/"
    guest = Client(enforce_csrf_checks=True)
    early = guest.get(address)
    assert early.status_code == 200
    assert b'name="worth"' not in early.content
    with pytest.raises(Refused):
        answered(person, 3)
    summed_up(dialogue)
    page = guest.get(address)
    assert page["Cache-Control"].count("no-store") == 1
    token = page.context["csrf_token"]
    assert guest.post(address, ANSWER | {"csrfmiddlewaretoken": str(token)}).status_code == 302
    assert guest.post(address, ANSWER | {"worth": "1", "csrfmiddlewaretoken": str(token)}).status_code == 302
    one = Worth.objects.get()
    assert (one.worth, one.clear, one.fair, one.representative) == (1, 4, 3, person)
    for wrong in ({"worth": "6"}, {"worth": "0"}, {"fair": ""}, {"because": "x" * 2_001}):
        assert guest.post(address, ANSWER | {"csrfmiddlewaretoken": str(token)} | wrong).status_code == 422


def test_a_link_that_is_forged_or_over_opens_nothing(dialogue: Dialogue) -> None:
    person, _key = a_representative(a_supplier(dialogue))
    good = worth_token(person)
    for token in (
        good[:-2] + "xx",
        "forged",
        signing.dumps(person.pk, salt="other"),
        signing.dumps("x", salt="feedback.worth"),
    ):
        assert Client().get(f"/dialogues/worth/{token}/").status_code == 404
    later = timezone.now() + timedelta(days=400)
    assert queries.answerer(good, "feedback.worth", later) is None
    person.supplier.left_at = timezone.now()
    person.supplier.save()
    assert Client().get(f"/dialogues/worth/{good}/").status_code == 404


def test_nobody_is_read_alone(dialogue: Dialogue) -> None:
    summed_up(dialogue)
    firm = a_supplier(dialogue, "Stor AS")
    for number in range(4):
        answered(a_representative(firm, f"Person {number}")[0], 5, f"stor {number}")
    said = queries.worth_of([dialogue.pk])
    assert (said.asked, said.answered, said.is_shown, said.because) == (4, 4, False, ())
    answered(a_representative(a_supplier(dialogue, "Nattlys AS"))[0], 1, "nei")
    assert not queries.worth_of([dialogue.pk]).is_shown
    answered(a_representative(a_supplier(dialogue, "Sensor AS"))[0], 3)
    said = queries.worth_of([dialogue.pk])
    assert said.worth == pytest.approx(4.0)
    assert said.good == pytest.approx(100 * 4 / 6)
    assert said.because == ("nei", "stor 0", "stor 1", "stor 2", "stor 3")
    assert not queries.worth_of([dialogue.pk], timezone.now() - timedelta(days=1)).is_shown


def test_an_answer_stays_in_the_measure_when_the_person_is_forgotten(dialogue: Dialogue) -> None:
    summed_up(dialogue)
    person, _key = a_representative(a_supplier(dialogue))
    answered(person, 5)
    person.delete()
    assert Worth.objects.get().representative is None
    assert queries.worth_of([dialogue.pk]).asked == 1


def test_dialogues_are_stops_of_the_thread(dialogue: Dialogue) -> None:
    place = dialogue.organisation
    said = an_approved_description(place)
    holds = a_buyer(place)
    with override("en"):
        (hole,) = queries.dialogues_of(holds, said.challenge).stops
        assert (hole.kind, hole.state, hole.label, hole.url) == (
            "dialogue",
            "missing",
            "Market dialogue",
            "/dialogues/ours/",
        )
        dialogue.descriptions.add(said)
        draft = a_dialogue(place)
        draft.descriptions.add(said)
        trail = queries.dialogues_of(holds, said.challenge)
        assert [(one.ref, one.state, one.word) for one in trail.stops] == [
            (str(dialogue.pk), "now", "Open"),
            (str(draft.pk), "now", "Being planned"),
        ]
        assert (("description", str(said.pk)), ("dialogue", str(dialogue.pk))) in trail.links
        assert queries.dialogues_of(a_buyer(an_organisation()), said.challenge).stops[0].state == "missing"
    assert queries.announced_on([said.challenge_id]) == [(dialogue, said.challenge_id)]


def test_firms_count_once(dialogue: Dialogue) -> None:
    other = an_open_dialogue(dialogue.organisation, title="Annet")
    for one in (dialogue, other):
        a_representative(a_supplier(one, "Nattlys AS", number="974760673"))
        a_representative(a_supplier(one, f"Sensor {one.pk} AS"))
    a_supplier(dialogue, "Ubekreftet AS")
    soon = timezone.now() + timedelta(minutes=1)
    held = queries.held_in(dialogue.organisation_id, soon - timedelta(days=1), soon)
    assert held.count() == 2
    assert queries.suppliers_reached(held, soon) == 3
    Dialogue.objects.filter(pk=other.pk).update(state="called_off", called_off_reason="x")
    assert held.all().count() == 1

"""Everyone who took part is told the same, once; what was promised and has not come is a task; the ledger holds it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.dialogues import actions as dialogues
from nybrott.dialogues import queries as ledger
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.states import DialogueState
from nybrott.dialogues.tests.factories import a_buyer, a_dialogue, a_representative, a_supplier, an_open_dialogue
from nybrott.feedback import actions, queries, rules
from nybrott.feedback.actions import Changed, Words
from nybrott.feedback.models import Message
from nybrott.feedback.states import Told
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
SUMMARY = Words(
    "summary",
    "Vi tar med oss {tre} ting.",
    "We take three things along.",
    "Konkurranse i mars.",
    "A competition in March.",
)


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def buyer(place: Organisation, client: Client) -> Actor:
    user = a_member(place, "buyer")
    client.force_login(user)
    return actor_of(user, place)


@pytest.fixture
def dialogue(place: Organisation, buyer: Actor) -> Dialogue:
    return an_open_dialogue(place, actor=buyer)


def the_page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_everyone_gets_the_same_summary_once(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    for name, language in (("Nattlys AS", "nb"), ("Sensor AS", "nn"), ("Abroad Ltd", "en")):
        person, _key = a_representative(a_supplier(dialogue, name))
        person.language = language
        person.save()
    gone = a_supplier(dialogue, "Borte AS", left_at=timezone.now())
    a_representative(gone)
    address = f"/dialogues/ours/{dialogue.pk}/after/"
    said = {
        "step": "write",
        "kind": "summary",
        "text": f"Vi tar {{tre}} ting. {SCRIPT}",
        "after": "Mars.",
        "text_en": "Three things.",
        "after_en": "March.",
        "version": "0",
    }
    assert client.post(address, said).status_code == 302
    assert SCRIPT not in the_page(client, address)
    assert "Mars." not in the_page(Client(), f"/dialogues/{dialogue.slug}/")
    assert client.post(address, {"step": "send", "version": "1"}).status_code == 302
    letters = Letter.objects.filter(kind="feedback.summary").order_by("language")
    assert [one.language for one in letters] == ["en", "nb", "nn"]
    assert "Three things." in letters[0].body
    assert "Vi tar (tre) ting." in letters[1].body
    assert all(one.body.count("{link}") == 1 and "/dialogues/worth/" in one.secrets["link"] for one in letters)
    assert "Mars." in the_page(Client(), f"/dialogues/{dialogue.slug}/")
    entry = ledger.entries(dialogue)[-1]
    assert (entry.kind, entry.taker, entry.title) == ("feedback", "all", "Oppsummering")
    assert verify(export(ledger.links(dialogue), [], dialogue="", now=timezone.now())).faults == ()
    assert client.post(address, {"step": "send", "version": "1"}).status_code == 409
    assert Letter.objects.filter(kind="feedback.summary").count() == 3


def test_of_two_who_write_or_send_the_second_is_told(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    made = actions.write_message(actor=buyer, dialogue=dialogue, words=SUMMARY, version=0, now=timezone.now())
    with pytest.raises(Changed):
        actions.write_message(actor=buyer, dialogue=dialogue, words=SUMMARY, version=0, now=timezone.now())
    actions.write_message(actor=buyer, dialogue=dialogue, words=SUMMARY, version=1, now=timezone.now())
    with pytest.raises(Changed):
        actions.send_message(actor=buyer, message=made, version=1, now=timezone.now())
    address = f"/dialogues/ours/{dialogue.pk}/after/"
    kept = client.post(address, {"step": "write", "kind": "summary", "text": "Mitt eget", "version": "1"})
    assert kept.status_code == 409
    assert "Mitt eget" in kept.content.decode()
    actions.send_message(actor=buyer, message=made, version=2, now=timezone.now())
    with pytest.raises(Refused):
        actions.send_message(actor=buyer, message=made, version=2, now=timezone.now())
    for wrong in (
        {"step": "write", "kind": "summary", "text": "", "version": "0"},
        {"step": "write", "kind": "x", "text": "y", "version": "0"},
        {"step": "promise"},
    ):
        assert client.post(address, wrong).status_code == 422  # fmt: skip
    assert client.post(address, {"step": "send", "version": "²"}).status_code == 409


@pytest.mark.parametrize(
    ("state", "kind", "why"),
    [
        (DialogueState.OPEN, Told.SUMMARY, ""), (DialogueState.LOCKED, Told.SUMMARY, ""), (DialogueState.LOCKED, Told.CONTRACT, ""),
        (DialogueState.ENDED, Told.DROPPED, ""), (DialogueState.CALLED_OFF, Told.DROPPED, ""), (DialogueState.OPEN, Told.CONTRACT, "still open"),
        (DialogueState.CALLED_OFF, Told.COMPETITION, "called off"), (DialogueState.CALLED_OFF, Told.CONTRACT, "called off"),
    ],
)  # fmt: skip
def test_what_may_be_told_when(buyer: Actor, dialogue: Dialogue, state: str, kind: str, why: str) -> None:
    dialogue.state = state
    with override("en"):
        verdict = rules.may_tell(buyer, dialogue, kind)
    assert bool(verdict) is (why == "")
    assert why in verdict.reason


def test_others_tell_nobody_anything(place: Organisation, buyer: Actor, dialogue: Dialogue) -> None:
    with override("en"):
        assert "not been announced" in rules.may_give_feedback(buyer, a_dialogue(place)).reason
        assert not rules.may_give_feedback(actor_of(a_member(place, "driver"), place), dialogue)
        assert not rules.may_give_feedback(a_buyer(an_organisation()), dialogue)
        draft = Message(dialogue=dialogue, kind=Told.SUMMARY, text="x")
        assert "what happens next" in rules.may_send(buyer, draft).reason
        assert rules.may_send(buyer, Message(dialogue=dialogue, kind=Told.DROPPED, text="x"))
    stranger = Client()
    stranger.force_login(a_member(place, "driver"))
    assert stranger.get(f"/dialogues/ours/{dialogue.pk}/after/").status_code == 200
    assert stranger.post(f"/dialogues/ours/{dialogue.pk}/after/", {"step": "drop"}).status_code == 403
    elsewhere = Client()
    elsewhere.force_login(a_member(an_organisation(), "buyer"))
    assert elsewhere.get(f"/dialogues/ours/{dialogue.pk}/after/").status_code == 404


def test_the_outcome_comes_after_the_lock_and_stands_on_the_dialogue(buyer: Actor, dialogue: Dialogue) -> None:
    locked = dialogues.lock_dialogue(actor=buyer, dialogue=dialogue, reason="Kunngjort.", now=timezone.now())
    a_representative(a_supplier(dialogue))
    words = Words("contract", "Nattlys AS fikk kontrakten.")
    made = actions.write_message(actor=buyer, dialogue=locked, words=words, version=0, now=timezone.now())
    actions.send_message(actor=buyer, message=made, version=1, now=timezone.now())
    dialogue.refresh_from_db()
    assert dialogue.outcome == "Nattlys AS fikk kontrakten."
    assert dialogue.outcome_at is not None
    assert ledger.entries(dialogue)[-1].kind == "outcome"
    assert Letter.objects.filter(kind="feedback.outcome").count() == 1
    assert verify(export(ledger.links(dialogue), [], dialogue="", now=timezone.now())).faults == ()


def test_a_promise_nags_until_it_is_kept(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    address = f"/dialogues/ours/{dialogue.pk}/after/"
    past = {"step": "promise", "promise-kind": "summary", "promise-due_on": str(today - timedelta(days=1))}
    assert client.post(address, past).status_code == 422
    assert client.post(address, past | {"promise-due_on": str(today + timedelta(days=20))}).status_code == 302
    assert actions.nag(now=now) == 0
    assert queries.feedback_waits(buyer, dialogue, now) is None
    late = now + timedelta(days=25)
    assert actions.nag(now=now + timedelta(days=14)) == 1
    assert actions.nag(now=late) == 1
    task = Task.objects.get(word="feedback-summary")
    assert (task.state, task.due_on, task.about_url) == ("open", today + timedelta(days=20), address)
    step = queries.feedback_waits(buyer, dialogue, late)
    assert step is not None
    assert step.url == address
    made = actions.write_message(actor=buyer, dialogue=dialogue, words=SUMMARY, version=0, now=late)
    actions.send_message(actor=buyer, message=made, version=1, now=late)
    task.refresh_from_db()
    assert task.state == "done"
    assert actions.nag(now=late) == 0
    assert queries.owed(dialogue) == []


def test_a_dialogue_that_ended_without_a_promise_owes_a_summary_after_two_weeks(
    buyer: Actor, dialogue: Dialogue
) -> None:
    now = timezone.now()
    ended = dialogues.end_dialogue(actor=buyer, dialogue=dialogue, now=now)
    assert actions.nag(now=now) == 0
    assert actions.nag(now=now + timedelta(days=8)) == 1
    (due,) = queries.owed(ended)
    assert (due.kind, due.promised, due.on) == ("summary", False, timezone.localdate(now) + timedelta(days=14))
    assert due.label not in the_page(Client(), f"/dialogues/{ended.slug}/")
    actions.promise(actor=buyer, dialogue=ended, kind="summary", due_on=timezone.localdate(now), now=now)
    with override("en"):
        assert queries.owed(ended)[0].promised


def test_a_promise_that_was_not_kept_is_seen_by_everyone(buyer: Actor, dialogue: Dialogue) -> None:
    actions.promise(actor=buyer, dialogue=dialogue, kind="outcome", due_on=timezone.localdate(), now=timezone.now())
    assert "er lovet innen" in the_page(Client(), f"/dialogues/{dialogue.slug}/")
    dialogue.pledges.update(due_on=timezone.localdate() - timedelta(days=3))
    assert "har ikke kommet ennå" in the_page(Client(), f"/dialogues/{dialogue.slug}/")


def test_much_that_was_told_takes_as_many_questions_as_little(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    address, asked = f"/dialogues/ours/{dialogue.pk}/after/", []
    the_page(client, address)  # the first time more is read, which is kept then
    for number in (1, 3):
        for _ in range(number):
            made = actions.write_message(actor=buyer, dialogue=dialogue, words=SUMMARY, version=0, now=timezone.now())
            actions.send_message(actor=buyer, message=made, version=1, now=timezone.now())
        with CaptureQueriesContext(connection) as seen:
            the_page(client, address)
            the_page(Client(), f"/dialogues/{dialogue.slug}/")
        asked.append(len(seen))
    assert asked[0] == asked[1]

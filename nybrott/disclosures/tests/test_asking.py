"""Suppliers ask without an account; answers go to all at once; nobody outside learns who asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.core.actor import Actor
from nybrott.core.fairness import Terms, view
from nybrott.core.ledger import export, verify
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.dialogues import actions as dialogues
from nybrott.dialogues import queries as ledger
from nybrott.dialogues.models import Dialogue, Query
from nybrott.dialogues.tests.factories import a_buyer, a_post, a_representative, a_supplier, an_open_dialogue
from nybrott.disclosures import actions, queries, rules
from nybrott.disclosures.tests.factories import a_question, an_answer
from nybrott.journal.models import Entry as Noted
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ASKED = "Gjelder det også omsorgsboliger om natten?"
SCRIPT = "<script>alert(1)</script>"


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


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_supplier_asks_and_everyone_gets_the_answer(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    dialogue.posts.all().delete()  # without a leader, those who buy get the task
    supplier, other = a_supplier(dialogue, "Nattlys AS"), a_supplier(dialogue, "Sensor AS")
    _kari, key = a_representative(supplier)
    a_representative(other)
    assert Client().post(f"/dialogues/mine/{key}/ask/", {"text": ASKED}).status_code == 302
    asked = Query.objects.get()
    assert (asked.supplier, asked.number, asked.is_answered) == (supplier, 1, False)
    assert ASKED in text(Client(), f"/dialogues/mine/{key}/ask/")
    assert ASKED not in text(Client(), f"/dialogues/{dialogue.slug}/")
    inside = text(client, f"/dialogues/ours/{dialogue.pk}/questions/")
    assert ASKED in inside
    assert "Nattlys AS" in inside
    task = Task.objects.get(word="answer")
    assert (task.for_role, task.about_url) == ("buyer", f"/dialogues/ours/{dialogue.pk}/questions/")
    sent = {"shown": "Gjelder det omsorgsboliger?", "answer": "Ja, de 40 er med."}
    assert client.post(f"/dialogues/ours/questions/{asked.pk}/", sent).status_code == 302
    for address in (f"/dialogues/{dialogue.slug}/", f"/dialogues/{dialogue.slug}/answers/"):
        page = text(Client(), address)
        assert "Gjelder det omsorgsboliger?" in page
        assert "Ja, de 40 er med." in page
        assert "Nattlys" not in page
    letters = list(Letter.objects.filter(kind="disclosures.answer"))
    assert len(letters) == 2
    assert all("Ja, de 40 er med." in one.body and "Nattlys" not in one.body for one in letters)
    task.refresh_from_db()
    assert task.state == "done"
    assert f"/dialogues/{dialogue.slug}/answers/#a1" in text(Client(), f"/dialogues/mine/{key}/ask/")


def test_the_ledger_tells_that_it_was_asked_and_answered_but_not_its_words(buyer: Actor, dialogue: Dialogue) -> None:
    supplier = a_supplier(dialogue)
    asked = a_question(supplier, "Vi i Nattlys AS lurer på omsorgsboliger.")
    terms = Terms(now=timezone.now() + timedelta(minutes=1))
    assert [one.code for one in view(ledger.entries(dialogue), [], terms).findings] == ["unanswered"]
    actions.answer_query(
        actor=buyer, query=asked, shown="Gjelder det omsorgsboliger?", answer="Ja.", now=timezone.now()
    )
    question, answer = ledger.entries(dialogue)[-2:]
    assert (question.kind, question.giver, question.thing, question.title) == (
        "question",
        supplier.key,
        "q1",
        "Spørsmål 1",
    )
    assert (answer.kind, answer.taker, answer.thing, answer.about) == ("answer_to_all", "all", "a1", ("q1",))
    assert answer.title == "Svar på spørsmål 1: Gjelder det omsorgsboliger?"
    assert "Nattlys" not in "".join(export(ledger.links(dialogue), [], dialogue="", now=NOW))
    assert verify(export(ledger.links(dialogue), [], dialogue="", now=NOW)).faults == ()
    assert view(ledger.entries(dialogue), [], terms).findings == ()


def test_the_history_does_not_tell_who_asked(dialogue: Dialogue) -> None:
    a_question(a_supplier(dialogue), ASKED)
    noted = Noted.objects.get(verb="disclosures.question_asked")
    assert "Nattlys" not in str(noted.private)
    assert ASKED not in str(noted.private)


def test_several_questions_are_answered_at_once(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    first, second = (
        a_question(a_supplier(dialogue, "En AS"), ASKED),
        a_question(a_supplier(dialogue, "To AS"), "Også omsorgsboliger?"),
    )
    third = a_question(a_supplier(dialogue, "Tre AS"), "Hva med strøm?")
    sent = {"shown": ASKED, "answer": "Ja.", "also": [second.pk]}
    assert client.post(f"/dialogues/ours/questions/{first.pk}/", sent).status_code == 302
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.same_as, second.is_answered, third.is_answered) == (first, True, False)
    assert ledger.entries(dialogue)[-1].about == ("q1", "q2")
    assert Task.objects.get(word="answer").state == "open"
    assert Task.objects.count() == 1


def test_one_that_is_answered_already_points_to_the_answer(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    answered = an_answer(a_question(a_supplier(dialogue, "En AS"), ASKED), actor=buyer)
    asker = a_supplier(dialogue, "To AS")
    person, _key = a_representative(asker)
    again = a_question(asker, "Gjelder dette omsorgsboliger også om natten?")
    page = text(client, f"/dialogues/ours/questions/{again.pk}/")
    assert "Begge snakker om" in page or "Both mention" in page
    Letter.objects.all().delete()
    assert (
        client.post(f"/dialogues/ours/questions/{again.pk}/", {"step": "join", "number": answered.number}).status_code
        == 302
    )
    assert [one.to_address for one in Letter.objects.all()] == [person.email]
    entry = ledger.entries(dialogue)[-1]
    assert (entry.kind, entry.thing, entry.about) == ("answer_to_all", "a1", ("q2",))
    assert (
        client.post(f"/dialogues/ours/questions/{again.pk}/", {"step": "join", "number": answered.number}).status_code
        == 403
    )
    for nonsense in ("x", "", "²", "9" * 40, str(again.number)):
        other = a_question(asker, f"Nytt {nonsense}")
        answer = client.post(f"/dialogues/ours/questions/{other.pk}/", {"step": "join", "number": nonsense})
        assert answer.status_code == 404


def test_similar_answers_are_shown_before_a_question_is_sent(buyer: Actor, dialogue: Dialogue) -> None:
    an_answer(a_question(a_supplier(dialogue, "En AS"), ASKED), "Ja, de er med.", actor=buyer)
    hidden = a_question(a_supplier(dialogue, "To AS"), "Gjelder det omsorgsboliger med en hemmelig sensor?")
    _person, key = a_representative(a_supplier(dialogue, "Tre AS"))
    address, again = f"/dialogues/mine/{key}/ask/", {"text": "Er omsorgsboliger med om natten?"}
    page = Client().post(address, again)
    assert page.status_code == 200
    assert "Ja, de er med." in page.content.decode()
    assert hidden.text not in page.content.decode()
    assert 'name="sure" value="on"' in page.content.decode()
    assert Query.objects.count() == 2
    assert Client().post(address, again | {"sure": "on"}).status_code == 302
    assert Query.objects.count() == 3


def test_an_answer_that_names_who_asked_needs_a_second_look(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    supplier = a_supplier(dialogue, "Nattlys AS")
    person, _key = a_representative(supplier, "Kari Lie", "kari@nattlys.example")
    for telling in ("Nattlys lurer på omsorgsboliger.", f"{person.name} spør.", "Svar til KARI@nattlys.example"):
        asked = a_question(supplier, telling)
        address, sent = f"/dialogues/ours/questions/{asked.pk}/", {"shown": telling, "answer": "Ja."}
        answer = client.post(address, sent)
        assert answer.status_code == 422
        assert 'type="checkbox" name="sure"' in answer.content.decode()
        assert client.post(address, sent | {"sure": "on"}).status_code == 302
    assert not Query.objects.filter(answer="").exists()


def test_of_two_who_answer_the_second_is_told(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    asked = a_question(a_supplier(dialogue))
    an_answer(asked, actor=buyer)
    with pytest.raises(Refused):
        an_answer(asked, "Nei.", actor=buyer)
    assert client.post(f"/dialogues/ours/questions/{asked.pk}/", {"shown": "x", "answer": "Nei."}).status_code == 403
    assert Query.objects.get().answer == "Ja, de 40 omsorgsboligene er med."


def test_the_same_question_sent_twice_is_one_and_numbers_never_repeat(dialogue: Dialogue) -> None:
    supplier = a_supplier(dialogue)
    first, again, other = a_question(supplier), a_question(supplier), a_question(supplier, "Hva med strøm?")
    assert (first.pk, other.number) == (again.pk, 2)
    assert len([entry for entry in ledger.entries(dialogue) if entry.kind == "question"]) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Query.objects.create(dialogue=dialogue, number=2, text="x", asked_at=NOW)


def test_questions_are_taken_as_long_as_they_are_answered(buyer: Actor, place: Organisation) -> None:
    until = timezone.now() + timedelta(hours=1)
    dialogue = an_open_dialogue(place, actor=buyer, answers_until=until)
    supplier = a_supplier(dialogue)
    _person, key = a_representative(supplier)
    assert rules.may_ask(dialogue, until)
    late = rules.may_ask(dialogue, until + timedelta(seconds=1))
    assert not late
    with pytest.raises(Refused):
        actions.ask(supplier=supplier, text=ASKED, language="nb", now=until + timedelta(seconds=1))
    dialogue.answers_until = timezone.now() - timedelta(hours=1)
    dialogue.save()
    page = Client().post(f"/dialogues/mine/{key}/ask/", {"text": ASKED})
    assert page.status_code == 200
    assert 'name="text"' not in page.content.decode()
    assert not Query.objects.exists()
    noted = actions.ask(actor=buyer, supplier=supplier, text=ASKED, language="nb", now=timezone.now())
    assert an_answer(noted, actor=buyer).is_answered  # we still may
    dialogues.lock_dialogue(actor=buyer, dialogue=dialogue, reason="Kunngjort.", now=timezone.now())
    assert "Kunngjort." in text(Client(), f"/dialogues/mine/{key}/ask/")
    assert "Ja, de 40" in text(Client(), f"/dialogues/{dialogue.slug}/answers/")


def test_a_key_that_is_none_opens_nothing(dialogue: Dialogue) -> None:
    _person, key = a_representative(a_supplier(dialogue))
    for forged in (key[:-1], key + "x", "x", "%00", "a" * 5_000):
        assert Client().get(f"/dialogues/mine/{forged}/ask/").status_code == 404
        assert Client().post(f"/dialogues/mine/{forged}/ask/", {"text": ASKED}).status_code == 404
    assert not Query.objects.exists()


def test_who_asks_too_often_waits(dialogue: Dialogue) -> None:
    _person, key = a_representative(a_supplier(dialogue))
    other = a_representative(a_supplier(dialogue, "Andre AS"))[1]
    client = Client()
    met = [client.post(f"/dialogues/mine/{key}/ask/", {"text": f"{n}?"}).status_code for n in range(21)]
    assert met == [302] * 20 + [429]
    assert client.post(f"/dialogues/mine/{other}/ask/", {"text": "Hva med strøm?"}).status_code == 302


def test_script_and_more_in_a_question_is_only_text(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    _person, key = a_representative(a_supplier(dialogue, f"{SCRIPT} AS"))
    address = f"/dialogues/mine/{key}/ask/"
    for bad in ("", " ", "x" * 5_001, "a\x00b"):
        assert Client().post(address, {"text": bad}).status_code == 422
    assert Client().post(address, {"text": SCRIPT}).status_code == 302
    asked = Query.objects.get()
    for where in (f"/dialogues/ours/{dialogue.pk}/questions/", f"/dialogues/ours/questions/{asked.pk}/"):
        assert SCRIPT not in text(client, where)
        assert "&lt;script&gt;" in text(client, where)
    an_answer(asked, SCRIPT, actor=buyer)
    for where in (address, f"/dialogues/{dialogue.slug}/answers/", f"/dialogues/{dialogue.slug}/"):
        assert SCRIPT not in text(Client(), where)


def test_only_those_with_a_part_see_who_asks(
    client: Client, buyer: Actor, place: Organisation, dialogue: Dialogue
) -> None:
    asked = a_question(a_supplier(dialogue))
    watcher, other = a_member(place, "observer"), a_member(place, "observer")
    a_post(dialogue, watcher, "watches")
    inside, one = f"/dialogues/ours/{dialogue.pk}/questions/", f"/dialogues/ours/questions/{asked.pk}/"
    client.force_login(watcher)
    assert "Nattlys AS" in text(client, inside)
    assert 'name="answer"' not in text(client, one)
    assert client.post(one, {"shown": "x", "answer": "y"}).status_code == 403
    client.force_login(other)
    assert [client.get(address).status_code for address in (inside, one)] == [403, 403]
    assert inside not in text(client, f"/dialogues/ours/{dialogue.pk}/")
    with pytest.raises(Refused):
        an_answer(asked, actor=a_buyer(an_organisation("Annen")))


def test_a_question_by_telephone_is_written_down(client: Client, buyer: Actor, dialogue: Dialogue) -> None:
    supplier, stranger = a_supplier(dialogue), a_supplier(an_open_dialogue(an_organisation("Annen")))
    address = f"/dialogues/ours/{dialogue.pk}/questions/new/"
    assert client.post(address, {"supplier": stranger.pk, "text": ASKED}).status_code == 422
    assert client.post(address, {"supplier": supplier.pk, "text": ASKED}).status_code == 302
    assert Query.objects.get().supplier == supplier


def test_of_many_that_wait_the_likest_are_offered_and_any_can_be_ticked(
    client: Client, buyer: Actor, dialogue: Dialogue
) -> None:
    supplier = a_supplier(dialogue)
    first = a_question(supplier, ASKED)
    others = [a_question(supplier, f"Hvor mange sykehjem har dere i sone {number}?") for number in range(11)]
    like = a_question(supplier, "Er omsorgsboliger med om natten?")
    address = f"/dialogues/ours/questions/{first.pk}/"
    page = text(client, address)
    assert f'value="{like.pk}"' in page
    assert page.count('name="also"') < 11
    sent = {"shown": ASKED, "answer": "Ja.", "also": [like.pk, others[0].pk]}
    assert client.post(address, sent).status_code == 302
    assert set(Query.objects.filter(same_as=first)) == {like, others[0]}


def test_answers_are_taken_along_without_who_asked(buyer: Actor, dialogue: Dialogue) -> None:
    an_answer(a_question(a_supplier(dialogue), ASKED), "=1+1", actor=buyer)
    a_question(a_supplier(dialogue, "Sensor AS"), "Noe hemmelig?")
    page = text(Client(), f"/dialogues/{dialogue.slug}/answers/")
    assert f"/dialogues/{dialogue.slug}/answers.csv" in page
    said = Client().get(f"/dialogues/{dialogue.slug}/answers.json").json()["rows"]
    assert [(one["number"], one["question"], one["answer"]) for one in said] == [(1, ASKED, "=1+1")]
    rows = Client().get(f"/dialogues/{dialogue.slug}/answers.csv").content.decode()
    assert ";'=1+1;" in rows
    assert "Nattlys" not in rows
    assert Client().get(f"/dialogues/{dialogue.slug}/answers.xlsx").content[:2] == b"PK"
    assert Client().get(f"/dialogues/{dialogue.slug}/answers.exe").status_code == 404


def test_the_leader_of_a_dialogue_gets_the_task_and_the_page_says_what_waits(
    buyer: Actor, place: Organisation, dialogue: Dialogue
) -> None:
    assert queries.exchange_waits(buyer, dialogue, NOW) is None
    leads = a_member(place, "observer")
    dialogue.posts.all().delete()
    a_post(dialogue, leads)
    supplier = a_supplier(dialogue)
    a_question(supplier)
    a_question(supplier, "Hva med strøm?")
    assert [one.for_user for one in Task.objects.all()] == [leads]
    waits = queries.exchange_waits(buyer, dialogue, NOW)
    assert waits is not None
    assert (waits.url, waits.reason) == (f"/dialogues/ours/{dialogue.pk}/questions/", "")
    assert "2" in waits.state
    other = queries.exchange_waits(actor_of(a_member(place, "observer"), place), dialogue, NOW)
    assert other is not None
    assert (other.url, bool(other.reason)) == ("", True)


@pytest.mark.parametrize("where", ["answers", "inside", "own"])
def test_a_list_asks_no_more_of_the_database_when_it_is_longer(
    client: Client, buyer: Actor, dialogue: Dialogue, where: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    supplier = a_supplier(dialogue)
    _person, key = a_representative(supplier)
    here = {
        "answers": f"/dialogues/{dialogue.slug}/answers/", "inside": f"/dialogues/ours/{dialogue.pk}/questions/",
        "own": f"/dialogues/mine/{key}/ask/",
    }[where]  # fmt: skip

    def one_more(number: int) -> None:
        first = a_question(supplier, f"Første {number}")
        an_answer(first, actor=buyer)
        second, _waits = a_question(supplier, f"Andre {number}"), a_question(supplier, f"Tredje {number}")
        actions.join_query(actor=buyer, query=second, to=first, now=timezone.now())

    one_more(1)
    client.get(here)
    with django_assert_num_queries(10**6, exact=False) as asked:
        client.get(here)
    few = len(asked)
    one_more(2)
    one_more(3)
    with django_assert_num_queries(few):
        client.get(here)

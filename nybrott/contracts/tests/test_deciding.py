"""The gate at the end of development, the decision, and the graveyard of what nobody decides about."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from django.utils import timezone

from nybrott.contracts import actions, queries, rules
from nybrott.contracts.actions import Answers
from nybrott.contracts.models import Contract
from nybrott.contracts.states import Course
from nybrott.contracts.tests.factories import (
    ANSWERS,
    a_contract,
    a_described_procurement,
    ended,
    owner_of,
    the_terms,
    with_results,
)
from nybrott.core.actor import Actor
from nybrott.core.trail import Stop
from nybrott.core.verdict import Refused
from nybrott.desk.actions import finish_task, reopen_task
from nybrott.desk.models import Task
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import a_unit, an_actor, an_organisation
from nybrott.procurements.actions import move_procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement

pytestmark = pytest.mark.django_db
GONE = {
    "meets": "does it meet the need", "how_far": "how far it meets the need", "how_far_words": "how far it meets the need", "gaps": "what is missing",
    "around": "what has changed around us", "inside": "what has changed inside", "need_changed": "whether the need has changed",
}  # fmt: skip


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def buyer(place: Organisation) -> Actor:
    return a_buyer(place)


def answered(contract: Contract, actor: Actor, answers: Answers = ANSWERS) -> None:
    actions.answer_questions(actor=actor, contract=contract, answers=answers, now=timezone.now())


def decide(contract: Contract, actor: Actor, course: str = "buy", reason: str = "Den virker.") -> None:
    actions.decide(actor=actor, contract=contract, course=course, reason=reason, now=timezone.now())


def test_nothing_is_decided_until_every_question_is_answered_and_it_says_which_is_missing(place: Organisation, buyer: Actor) -> None:  # fmt: skip
    one = a_contract(place, buyer=buyer)
    owner, empty = owner_of(one.procurement), Answers()
    for course in set(Course) - {Course.REST}:
        with pytest.raises(Refused, match="does it meet the need; how far"):
            decide(one, owner, course)
    for name, said in GONE.items():
        answered(one, owner, replace(ANSWERS, **{name: getattr(empty, name)}))
        assert queries.missing(queries.review_of(one), queries.parts(one)) == [said], name
        with pytest.raises(Refused, match=said):
            decide(one, owner)
    answered(one, owner, replace(ANSWERS, need_changed=True))
    with pytest.raises(Refused, match="whether the need has changed"):
        decide(one, owner)
    for wrong in (-1, 101, 10**9):
        with pytest.raises(Refused, match="between 0 and 100"):
            answered(one, owner, replace(ANSWERS, how_far=wrong))
    with pytest.raises(Refused, match="yes, partly or no"):
        answered(one, owner, replace(ANSWERS, meets="perhaps"))
    answered(one, owner)
    for course, reason, said in (("dance", "Fordi", "Choose"), ("buy", "  ", "Say why")):
        with pytest.raises(Refused, match=said):
            decide(one, owner, course, reason)
    with pytest.raises(Refused, match="owns the procurement, decides"):
        decide(one, buyer)
    decide(one, owner)
    review = queries.review_of(one)
    assert review is not None
    assert (review.course, review.decided_by_id, len(review.standing)) == ("buy", owner.user_id, 3)
    one.procurement.refresh_from_db()
    assert one.procurement.state == "in_use"
    assert {field.name for field in fields(Answers)} <= {field.name for field in review._meta.fields}


def test_how_far_can_be_as_the_trial_says_once_everything_has_a_result(place: Organisation, buyer: Actor) -> None:
    one = a_contract(place, buyer=buyer)
    owner = owner_of(one.procurement)
    answered(one, owner, replace(ANSWERS, how_far=None, how_far_words="", from_tests=True))
    with pytest.raises(Refused, match="a result of the trial for each thing"):
        decide(one, owner)
    with_results(one, buyer, "partly")
    decide(one, owner, "scale")
    review = queries.review_of(one)
    assert review is not None
    assert {each["outcome"] for each in review.standing} == {"partly"}
    with pytest.raises(Refused, match="taken up again before"):
        with_results(one, buyer, "met")


def test_a_decision_is_made_once_taken_up_again_and_stays_in_the_history(place: Organisation, buyer: Actor) -> None:
    procurement, _described = a_described_procurement(place, buyer=buyer)
    one, other = (a_contract(place, procurement=procurement, buyer=buyer) for _ in range(2))
    owner = owner_of(procurement)
    decide(one, owner, "rest", "Vi venter på nytt budsjett.")
    for act in (lambda: decide(one, owner), lambda: answered(one, owner)):
        with pytest.raises(Refused, match="“no further action, with a reason”"):
            act()
    with pytest.raises(Refused, match="stays a contract in which"):
        actions.write_contract(actor=buyer, procurement=procurement, terms=the_terms(timezone.now(), kind="purchase"), contract=one, now=timezone.now())  # fmt: skip
    with pytest.raises(Refused, match="Say why"):
        actions.take_up_again(actor=owner, contract=one, why=" ", now=timezone.now())
    actions.take_up_again(actor=owner, contract=one, why="Pengene kom.", now=timezone.now())
    answered(one, owner)
    decide(one, owner, "stop", "For dyrt i drift.")
    assert [(each.number, each.course) for each in queries.reviews_of(one)] == [(2, "stop"), (1, "rest")]
    procurement.refresh_from_db()
    assert procurement.state == "contract", "the other contract goes on"
    assert queries.decisions_by([procurement.pk]) == {procurement.pk: "Stopped"}
    stops: list[Stop] = [stop for _key, stop in queries.stops([procurement])]
    assert [(stop.state, stop.word) for stop in stops] == [("stopped", "Stopped"), ("now", "")]
    assert not rules.may_take_up(owner, other, None)


def test_a_stop_of_the_only_contract_stops_the_procurement(place: Organisation, buyer: Actor) -> None:
    one = a_contract(place, buyer=buyer)
    owner = owner_of(one.procurement)
    answered(one, owner)
    decide(one, owner, "stop", "Virker ikke.")
    one.procurement.refresh_from_db()
    assert (one.procurement.state, one.procurement.stopped_reason) == ("stopped", "Virker ikke.")
    assert queries.graves(place.pk) == []


def test_a_leader_decides_for_the_own_unit_alone(place: Organisation, buyer: Actor) -> None:
    unit, other = a_unit(place), a_unit(place)
    procurement = a_procurement(place, actor=buyer, state="preparing", unit=unit)
    leader, neighbour = an_actor(place, "leader", units=(unit,)), an_actor(place, "leader", units=(other,))
    assert rules.decides(leader, procurement)
    assert not rules.decides(neighbour, procurement)
    one = a_contract(place, procurement=procurement, buyer=buyer)
    answered(one, buyer)
    decide(one, leader, "scale")
    procurement.refresh_from_db()
    assert procurement.state == "contract", "who leads a unit does not move procurements"
    assert Task.objects.get(word="move_on").for_role == "buyer", "it is left to those who do"


def test_what_nobody_decides_about_becomes_one_task_for_its_owner_and_leaves_when_it_is_decided(place: Organisation, buyer: Actor) -> None:  # fmt: skip
    now = timezone.now()
    old, young = a_contract(place, buyer=buyer, **ended(7)), a_contract(place, buyer=buyer, **ended(2))
    a_contract(place, buyer=buyer, kind="purchase", **ended(20))
    today = timezone.localdate(now)
    assert [(one.thing, one.is_over(today), one.months(today)) for one in queries.graves(place.pk)] == [(old, True, 7), (young, False, 2)]  # fmt: skip
    assert [actions.keep_graveyard(now=now), actions.keep_graveyard(now=now + timedelta(hours=1))] == [1, 0]
    task = Task.objects.get(word="decide_what_becomes")
    assert (task.for_user, task.about_ref) == (old.procurement.owner, str(old.pk))
    finish_task(actor=owner_of(old.procurement), task=task, now=now)
    assert actions.keep_graveyard(now=now + timedelta(days=1)) == 0, "one each, also when it was ticked off undecided"
    reopen_task(actor=owner_of(old.procurement), task=task, now=now)
    actions.set_patience(actor=buyer, organisation=place, months=9, now=now)
    assert actions.keep_graveyard(now=now) == 0
    task.refresh_from_db()
    assert task.state != "open", "it may wait longer now"
    assert actions.keep_graveyard(now=now + timedelta(days=70)) == 1, "and is asked about when it has"
    actions.set_patience(actor=buyer, organisation=place, months=6, now=now)
    task = Task.objects.get(word="decide_what_becomes", state="open")
    waits = list(queries.undecided(owner_of(old.procurement), now))
    assert [one.procurement for one in waits] == [old.procurement]
    decide(old, owner_of(old.procurement), "rest", "Ingen penger.")
    task.refresh_from_db()
    assert task.state != "open"
    assert [one.thing for one in queries.graves(place.pk)] == [young]
    actions.set_patience(actor=buyer, organisation=place, months=2, now=now)
    assert actions.keep_graveyard(now=now) == 1
    move_procurement(actor=buyer, procurement=young.procurement, verb="stop", reason="Lagt ned", now=now)
    actions.keep_graveyard(now=now)
    assert not Task.objects.filter(word="decide_what_becomes", state="open").exists(), "nothing waits any more"
    for wrong in (0, 37, -6):
        with pytest.raises(Refused, match="between 1 and 36"):
            actions.set_patience(actor=buyer, organisation=place, months=wrong, now=now)


def test_a_market_dialogue_nobody_took_further_is_in_the_graveyard_until_somebody_says_what_becomes_of_it(place: Organisation, buyer: Actor) -> None:  # fmt: skip
    now = timezone.now()
    one, led, told = (an_open_dialogue(place, actor=buyer) for _ in range(3))
    long_ago = now - timedelta(days=31 * 8)
    Dialogue.objects.filter(pk__in=[one.pk, led.pk, told.pk]).update(state="ended", announced_at=long_ago, ended_at=long_ago)  # fmt: skip
    Dialogue.objects.filter(pk=told.pk).update(outcome="Vi gikk videre.", outcome_at=now)
    a_procurement(place, actor=buyer, state="preparing").dialogues.add(led)
    assert [grave.thing for grave in queries.graves(place.pk)] == [one]
    assert actions.keep_graveyard(now=now) == 1
    assert queries.graves(an_organisation().pk) == []
    with pytest.raises(Refused, match="does not wait"):
        actions.let_lie(actor=buyer, dialogue=led, reason="Fordi", now=now)
    with pytest.raises(Refused, match="Say why"):
        actions.let_lie(actor=buyer, dialogue=one, reason="", now=now)
    with pytest.raises(Refused, match="Only those"):
        actions.let_lie(actor=an_actor(place, "driver"), dialogue=one, reason="Fordi", now=now)
    actions.let_lie(actor=buyer, dialogue=one, reason="Markedet har det ikke ennå.", now=now)
    assert queries.graves(place.pk) == []
    assert not Task.objects.filter(word="decide_what_becomes", state="open").exists()

"""A goal from proposal to end: who may what, what must hold together, readings that are corrected and never overwritten."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.actions import drop_task
from nybrott.desk.models import Task
from nybrott.goals import actions, queries, rules
from nybrott.goals.actions import Changed
from nybrott.goals.models import Goal
from nybrott.goals.rules import Decision
from nybrott.goals.states import GOAL
from nybrott.goals.tests.factories import a_decided_goal, a_goal, a_reading, at, some_words
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
NOW = at(TODAY)
COUNCIL = Decision("Kommunestyret", date(2026, 3, 4))


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def leader(place: Organisation) -> Actor:
    return an_actor(place, "leader")


def test_who_may_what(place: Organisation, leader: Actor) -> None:
    """Role by role; the owner follows up without deciding; nobody of another organisation."""
    proposed, decided = a_goal(place, actor=leader), a_decided_goal(place, actor=leader)
    asked = (
        rules.may_propose, lambda actor: rules.may_change(actor, decided), lambda actor: rules.may_decide(actor, proposed),
        lambda actor: rules.may_review(actor, decided), lambda actor: rules.may_end(actor, decided, "miss"), lambda actor: rules.may_end(actor, proposed, "drop"),
    )  # fmt: skip
    writes = {role for role in ROLES if all(ask(an_actor(place, role)) for ask in asked)}
    assert writes == {"admin", "lead", "leader"}
    assert {role for role in ROLES if any(ask(an_actor(place, role)) for ask in asked)} == writes
    owner = an_actor(place, "observer")
    decided.owner_id = proposed.owner_id = owner.user_id
    assert [bool(ask(owner)) for ask in asked] == [False, True, False, True, False, False]
    stranger = an_actor(an_organisation(), "admin")
    assert [bool(ask(stranger)) for ask in asked] == [True, False, False, False, False, False]
    assert not Goal.objects.visible_to(stranger).exists()
    assert Goal.objects.visible_to(owner).count() == 2


def test_every_step_of_the_table_and_no_other(place: Organisation, leader: Actor) -> None:
    goal = a_goal(place, actor=leader)
    for state in GOAL.states:
        goal.state = state
        open_to = {verb for verb in ("reach", "miss", "replace", "drop") if rules.may_end(leader, goal, verb)}
        assert open_to == set(GOAL.open_steps(state)) - {"decide"}
        assert bool(rules.may_decide(leader, goal)) == (state == "proposed")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "  "}, "title"),
        ({"counted_in": ""}, "counted_in"),
        ({"target": Decimal(-1)}, "target"),
        ({"baseline": Decimal("-0.01")}, "baseline"),
        ({"target": Decimal(10) ** 14, "better": "up"}, "target"),
        ({"target": Decimal("NaN")}, "target"),
        ({"target": Decimal("0.001")}, "target"),
        ({"kind": "share", "baseline": Decimal("100.5")}, "baseline"),
        ({"target": Decimal(121)}, "target"),
        ({"target": Decimal(119), "better": "up"}, "target"),
        ({"target_on": date(2024, 1, 1)}, "target_on"),
        ({"target_on": date(2023, 6, 1)}, "target_on"),
        ({"target_on": date(2090, 1, 1)}, "target_on"),
        ({"baseline_on": date(2026, 11, 28)}, "baseline_on"),
        ({"baseline_on": None}, "baseline_on"),
        ({"baseline": None}, "baseline_on"),
        ({"no_baseline": "Ingen talte"}, "no_baseline"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused(leader: Actor, more: dict[str, object], field: str) -> None:
    said = some_words(**more)
    assert field in rules.faults(said, TODAY)
    with pytest.raises(Refused):
        actions.propose_goal(actor=leader, said=said, now=NOW)
    assert not Goal.objects.exists()


def test_what_is_another_organisations_is_refused(place: Organisation, leader: Actor) -> None:
    other = an_organisation()
    for more in ({"unit": a_unit(other)}, {"owner": a_member(other, "leader")}):
        with pytest.raises(Refused, match="belong"), override("en"):
            actions.propose_goal(actor=leader, said=some_words(**more), now=NOW)


def test_the_database_refuses_what_the_rules_do(place: Organisation, leader: Actor) -> None:
    goal = a_decided_goal(place, actor=leader)
    for change in ({"baseline": -1}, {"baseline_on": date(2028, 1, 1)}, {"decided_on": None}, {"target": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=goal.pk).update(**change)


def test_a_goal_is_whole_before_it_is_decided(place: Organisation, leader: Actor) -> None:
    goal = a_goal(place, actor=leader, how="", baseline=None, baseline_on=None, target=None, target_on=None)
    with override("en"), pytest.raises(Refused, match=r"how it is measured; what it was before, .*; by which day"):
        actions.decide_goal(actor=leader, goal=goal, decision=COUNCIL, now=NOW)
    said = some_words(baseline=None, baseline_on=None, no_baseline="Ingen talte før 2025.")
    changed = actions.change_goal(actor=leader, goal=goal, said=said, version=1, now=NOW)
    with pytest.raises(Refused), override("en"):
        actions.decide_goal(actor=leader, goal=changed, decision=Decision("Rådet", TODAY + timedelta(days=1)), now=NOW)
    with pytest.raises(Refused):
        actions.decide_goal(actor=leader, goal=changed, decision=Decision(" ", TODAY), now=NOW)
    decided = actions.decide_goal(actor=leader, goal=changed, decision=COUNCIL, now=NOW)
    assert (decided.state, decided.decided_by, decided.decided_on) == ("decided", "Kommunestyret", date(2026, 3, 4))
    with override("en"):
        assert queries.baseline_said(decided) == "No baseline: Ingen talte før 2025."


def test_what_was_decided_stays(place: Organisation, leader: Actor) -> None:
    goal = a_decided_goal(place, actor=leader)
    unit = a_unit(place)
    said = some_words(title="Noe annet", target=Decimal(100), why="Fall gjør folk redde.", unit=unit)
    changed = actions.change_goal(actor=leader, goal=goal, said=said, version=goal.version, now=NOW)
    assert (changed.title, changed.target) == ("Færre faller hjemme", Decimal(60))
    assert (changed.why, changed.unit) == ("Fall gjør folk redde.", unit)
    with pytest.raises(Changed):
        actions.change_goal(actor=leader, goal=goal, said=said, version=goal.version, now=NOW)


def test_the_owner_hears_that_it_is_decided(place: Organisation, leader: Actor) -> None:
    owner = a_member(place, "leader")
    a_decided_goal(place, actor=leader, owner=owner)
    letter = Letter.objects.get(kind="goals.yours")
    assert (letter.to_address, "120" in letter.body, "Kommunestyret" in letter.body) == (owner.email, True, True)
    a_decided_goal(place, actor=actor_of(owner, place), owner=owner)  # not to oneself
    assert Letter.objects.filter(kind="goals.yours").count() == 1


def test_a_reading_is_corrected_and_never_overwritten(place: Organisation, leader: Actor) -> None:
    goal = a_decided_goal(place, actor=leader)
    a_reading(goal, 100, date(2025, 12, 31))
    wrong = a_reading(goal, 19, date(2026, 10, 31))
    right = actions.correct_reading(
        actor=leader, reading=wrong, value=Decimal(91), on=date(2026, 10, 31), how="", reason="Tastefeil.", now=NOW
    )
    wrong.refresh_from_db()
    assert (wrong.value, right.corrects, right.reason) == (Decimal(19), wrong, "Tastefeil.")
    now = Goal.objects.with_now().get(pk=goal.pk)
    assert (now.now_value, now.now_on) == (Decimal(91), date(2026, 10, 31))
    with pytest.raises(Refused):  # a second correction of the same one
        actions.correct_reading(actor=leader, reading=wrong, value=Decimal(9), on=TODAY, how="", reason="x", now=NOW)
    with pytest.raises(Refused):  # without a reason
        actions.correct_reading(actor=leader, reading=right, value=Decimal(9), on=TODAY, how="", reason=" ", now=NOW)
    actions.correct_reading(actor=leader, reading=right, value=None, on=right.measured_on, how="", reason="Fra en annen enhet.", now=NOW)  # fmt: skip
    now = Goal.objects.with_now().get(pk=goal.pk)
    assert (now.now_value, goal.readings.count()) == (Decimal(100), 4)


@pytest.mark.parametrize(
    ("value", "on"), [(-1, TODAY), (10**14, TODAY), (1, date(2026, 11, 28)), (1, date(1900, 1, 1))]
)
def test_a_reading_that_cannot_be_is_refused(place: Organisation, leader: Actor, value: int, on: date) -> None:
    goal = a_decided_goal(place, actor=leader)
    with pytest.raises(Refused):
        actions.measure_goal(actor=leader, goal=goal, value=Decimal(value), on=on, how="", now=NOW)
    assert not goal.readings.exists()


def test_where_it_stands_is_a_sentence_with_numbers(place: Organisation, leader: Actor) -> None:
    def said(value: object, on: date, **more: object) -> str:
        goal = a_decided_goal(place, actor=leader, **more)
        return queries.standing_said(goal, Decimal(str(value)), on).replace("\u202f", " ").replace("\xa0", " ")

    share = {"kind": "share", "counted_in": "", "baseline": Decimal(12), "target": Decimal(8), "baseline_on": date(2024, 1, 1), "target_on": date(2027, 12, 31)}  # fmt: skip
    none = {"baseline": None, "baseline_on": None, "no_baseline": "Ingen talte."}
    money = {"kind": "money", "counted_in": "", "baseline": Decimal(200_000_000), "target": Decimal(150_000_000)}
    with override("en"):
        assert said("9.2", date(2026, 1, 1), **share) == "Measured at 9.2% on 1 January 2026. The straight line from 12% to 8% was at 10% that day, so it is 0.8 percentage points ahead."  # fmt: skip
        assert said(11, date(2026, 1, 1), **share).endswith("was at 10% that day, so it is 1 percentage point behind.")
        assert said(60, date(2026, 1, 1)) == "Measured at 60 fall on 1 January 2026. The target, 60 fall by 31 December 2027, was reached then."  # fmt: skip
        assert said(70, date(2026, 1, 1), **none) == "Measured at 70 fall on 1 January 2026, 10 fall from the target. There is no baseline, so no one can say how much progress it has made."  # fmt: skip
        assert said(100, date(2024, 1, 1)) == "Measured at 100 fall on 1 January 2024, which is no later than the value before. There is nothing to compare yet."  # fmt: skip
        assert said(190_000_000, date(2026, 1, 1), **money).endswith("from NOK 2 000 000 to NOK 1 500 000 was at NOK 1 749 658 that day, so it is NOK 150 342 behind.")  # fmt: skip
    assert queries.standing_said(a_decided_goal(place, actor=leader), None, None) == ""


def test_a_value_is_compared_as_closely_as_it_was_decided(place: Organisation, leader: Actor) -> None:
    whole = a_decided_goal(place, actor=leader)
    finer = a_decided_goal(place, actor=leader, target=Decimal("60.25"))
    share = a_decided_goal(
        place, actor=leader, kind="share", counted_in="", baseline=Decimal("12.00"), target=Decimal(8)
    )
    money = a_decided_goal(place, actor=leader, kind="money", counted_in="")
    assert [queries.decimals(one) for one in (whole, finer, share, money)] == [0, 2, 1, -2]
    none = {"baseline": None, "baseline_on": None, "no_baseline": "Ingen talte."}
    with override("en"):
        assert queries.standing_short(whole, Decimal(96), date(2026, 1, 1)) == "6 fall behind the line"
        assert (
            queries.standing_short(a_decided_goal(place, actor=leader, **none), Decimal(96), TODAY)
            == "36 fall from the target"
        )
        assert queries.standing_short(whole, Decimal(96), date(2028, 1, 1)) == "36 fall short of the target"


def test_it_ends_once_with_a_reason(place: Organisation, leader: Actor) -> None:
    goal, other = a_decided_goal(place, actor=leader), a_goal(place, actor=leader, title="Nytt mål")
    foreign = a_goal(an_organisation())
    for verb, reason, by in (("reach", " ", None), ("replace", "Nytt mål.", None), ("miss", "Nei.", other), ("replace", "x", foreign), ("replace", "x", goal), ("drop", "x", None)):  # fmt: skip
        with pytest.raises(Refused):
            actions.end_goal(actor=leader, goal=goal, verb=verb, reason=reason, replaced_by=by, now=NOW)
    ended = actions.end_goal(
        actor=leader, goal=goal, verb="replace", reason="Vi måler noe bedre.", replaced_by=other, now=NOW
    )
    assert (ended.state, ended.replaced_by, list(other.replaces.all())) == ("replaced", other, [goal])
    with pytest.raises(Refused):
        a_reading(goal, actor=leader)
    assert [one.pk for one in queries.current_goals(leader)] == []


def test_the_day_comes_and_is_a_task_once(place: Organisation, leader: Actor) -> None:
    owner = a_member(place, "observer")
    goal = a_decided_goal(place, actor=leader, owner=owner, review_on=date(2026, 11, 20))
    a_decided_goal(place, actor=leader, review_on=date(2026, 12, 20))
    a_goal(place, actor=leader, review_on=date(2026, 11, 20))
    assert [actions.remind(now=NOW), actions.remind(now=NOW)] == [1, 0]
    task = Task.objects.get(about_ref=str(goal.pk))
    assert (task.word, task.for_user, task.due_on) == ("review", owner, TODAY)
    drop_task(actor=actor_of(owner, place), task=task, now=NOW)
    assert actions.remind(now=NOW + timedelta(days=1)) == 0  # laid aside is laid aside
    mine = actor_of(owner, place)
    with pytest.raises(Refused):
        actions.review_goal(actor=mine, goal=goal, said="Vi står stille.", next_on=TODAY, now=NOW)
    actions.review_goal(actor=mine, goal=goal, said="Vi står stille.", next_on=date(2026, 11, 29), now=NOW)
    assert actions.remind(now=at(date(2026, 11, 29))) == 1
    actions.review_goal(actor=mine, goal=goal, said="Bedre.", next_on=None, now=at(date(2026, 11, 29)))
    assert not Task.objects.open().filter(about_ref=str(goal.pk)).exists()
    assert [one.said for one in goal.reviews.all()] == ["Bedre.", "Vi står stille."]


def test_the_day_of_the_target_passes_and_is_a_task(place: Organisation, leader: Actor) -> None:
    goal = a_decided_goal(place, actor=leader, on=date(2024, 3, 4), target_on=date(2026, 11, 1))
    assert actions.remind(now=NOW) == 1
    task = Task.objects.get(about_ref=str(goal.pk))
    assert (task.word, task.for_role) == ("outcome", "lead")
    actions.end_goal(actor=leader, goal=goal, verb="miss", reason="Det gikk ikke.", now=NOW)
    task.refresh_from_db()
    assert task.state == "done"


def test_rooms_above_say_what_works_towards_a_goal(place: Organisation, leader: Actor, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("nybrott.goals.queries.goals.READERS", [])
    goal = a_decided_goal(place, actor=leader)

    def read(_actor: Actor, asked: Goal) -> list[queries.Served]:
        return [queries.Served(f"Nattlys for {asked.title}", "/procurements/1/")]

    queries.add_served(read)
    queries.add_served(read)
    assert [one.label for one in queries.served_by(leader, goal)] == ["Nattlys for Færre faller hjemme"]
    a_reading(goal, 90)
    found = queries.current_goals(an_actor(place, "observer")).get()
    assert (found.pk, found.now_value) == (goal.pk, Decimal(90))

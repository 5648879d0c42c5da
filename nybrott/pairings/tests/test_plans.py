"""The plan of a run: who may be paired, what it costs to choose by hand, and that what is shown is what anybody can reckon."""

import json
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.pairing import propose, read
from nybrott.core.pairing.scoring import load_costs
from nybrott.core.verdict import Refused
from nybrott.guidance.models import Pairing
from nybrott.guidance.tests.factories import a_crowd, a_pairing
from nybrott.pairings import actions, queries
from nybrott.pairings.queries import Plan, id_of, plan_of, seen_of, words
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_unit, an_actor, an_organisation
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def run(place: Organisation) -> Run:
    return a_run(place)


def codes(run: Run, driver: Participation, mentor: Participation) -> tuple[str, ...]:
    return plan_of(run).best.change(id_of(driver), id_of(mentor)).barred


def test_never_the_own_unit_nor_anyone_who_leads_the_driver(place: Organisation, run: Run) -> None:
    top = a_unit(place)
    unit, other = a_unit(place, parent=top), a_unit(place)
    driver = a_part(run, unit=unit)
    same = a_part(run, "mentor", unit=unit)
    leader_above = a_part(run, "mentor", unit=other, user=a_member(place, "leader", "mentor", units=(top,)))
    leader_of_mine = a_part(run, "mentor", unit=other, user=a_member(place, "leader", units=(unit,)))
    named, by_address, free = (a_part(run, "mentor", unit=other) for _n in range(3))
    assert codes(run, driver, free) == ()
    for one in (leader_above, leader_of_mine):
        assert codes(run, driver, one) == ("line-manager",)
    assert codes(run, driver, same) == ("same-unit",)
    Participation.objects.filter(pk=driver.pk).update(leader=named.user, leader_email=by_address.user.email.upper())
    assert codes(run, driver, named) == codes(run, driver, by_address) == ("line-manager",)


def test_who_leads_the_leader_is_a_leader_too_and_a_circle_breaks_nothing(place: Organisation, run: Run) -> None:
    one, two = a_part(run), a_part(run)
    both = [a_part(run, "mentor", user=part.user) for part in (one, two)]
    far = a_part(run, "mentor")
    Participation.objects.filter(pk=one.pk).update(leader=two.user)
    Participation.objects.filter(pk=two.pk).update(leader=one.user)
    assert codes(run, one, both[1]) == codes(run, two, both[0]) == ("apart",)
    assert codes(run, one, both[0]) == ("oneself",)
    Participation.objects.filter(pk=two.pk).update(leader=far.user)
    assert codes(run, one, far) == codes(run, one, both[1]) == ("line-manager",)


def test_wishes_subjects_and_places_meet_however_they_are_written(place: Organisation, run: Run) -> None:
    mentor = a_part(
        run, "mentor", subjects=["Velferdsteknologi", "Markedsdialog"], places=["Nes skole"], languages=["nb", "nn"]
    )
    other = a_part(run, "mentor", subjects=["Juss"])
    driver = a_part(run, subjects=["velferdsteknologien"], languages=["nn", "nb"])
    Participation.objects.filter(pk=driver.pk).update(place="NES  SKOLE")
    driver.wishes.add(other, mentor)
    driver.rather_not.add(other)
    mentor.wishes.add(driver)
    plan = plan_of(run)
    (row,) = plan.rows
    assert row.mentor == mentor
    with override("nb"):
        said = words.reasons([plan.people.told(one) for one in row.pair["reasons"]])
    assert said == [
        "Pådriverens første ønske.", "Veilederen ønsker seg denne pådriveren.", "Felles: Velferdsteknologi.",
        "Veilederen kan komme til Nes skole, der pådriveren arbeider.", "Begge snakker språket pådriveren helst vil snakke, nynorsk.",
    ]  # fmt: skip


def test_who_names_no_subject_asks_about_what_the_own_challenge_speaks_of(place: Organisation, run: Run) -> None:
    challenge = a_challenge(
        an_actor(place, "lead"), title="Fall om natten", story="Velferdsteknologien svikter når det er mørkt."
    )
    knows = a_part(run, "mentor", subjects=["Velferdsteknologi"])
    a_part(run, "mentor", subjects=["Juss"])
    a_part(run, challenge=challenge)
    (row,) = plan_of(run).rows
    assert row.mentor == knows
    assert [one["code"] for one in row.pair["reasons"]] == ["subject", "language"]


def test_a_mentor_without_hours_gets_nobody_and_that_is_said(place: Organisation, run: Run) -> None:
    a_part(run, "mentor", capacity=0)
    a_part(run)
    plan = plan_of(run)
    (row,) = plan.rows
    assert row.mentor is None
    with override("en"):
        assert words.left(row.left, plan.people.name, plan.hours_each()) == ["No mentor has hours."]
    a_part(run, "mentor", capacity=1, hours=12)
    a_part(run)
    plan = plan_of(run)
    left = next(row for row in plan.rows if row.mentor is None)
    with override("en"):
        said = words.left(left.left, plan.people.name, plan.hours_each())
    assert said[1] == "1 more place is needed, about 12 hours."


def test_nobody_who_speaks_the_language_is_said_as_that(place: Organisation, run: Run) -> None:
    a_part(run, "mentor", languages=["nb"])
    a_part(run, languages=["se"])
    plan = plan_of(run)
    with override("en"):
        said = words.left(plan.rows[0].left, plan.people.name, None)
    assert said == ["No mentor speaks any of the driver’s languages."]


def choose(run: Run, driver: Participation, mentor: Participation | None) -> None:
    lead = an_actor(run.organisation, "lead")
    actions.choose(actor=lead, run=run, driver=driver, mentor=mentor, seen=seen_of(plan_of(run)), now=timezone.now())


def reckoned(plan: Plan, at: dict[str, str]) -> int | None:
    """The points of a whole plan, added up by hand; None when it breaks a rule. `at`: driver → mentor."""
    roster, whole = plan.people.roster, 0
    places = {one.id: one.capacity for one in roster.mentors}
    for driver, mentor in at.items():
        change = plan.best.change(driver, mentor)
        if set(change.barred) - {"no-room"}:
            return None
        fixed = propose(replace(roster, fixed=((driver, mentor),)))
        whole += next(pair.points for pair in fixed.pairs() if pair.driver == driver)
    for mentor, capacity in places.items():
        taken = list(at.values()).count(mentor)
        if taken > capacity:
            return None
        whole -= sum(load_costs(capacity, plan.best.weights.load)[:taken])
    return whole


def test_the_total_shown_is_the_sum_and_no_other_plan_has_more(place: Organisation, run: Run) -> None:
    a_crowd(run, drivers=4, mentors=3, seed=3)
    plan = plan_of(run)
    shown = {row.id: id_of(row.mentor) for row in plan.rows if row.mentor}
    assert len(shown) == 4
    assert plan.told["total"]["points"] == plan.made.points == reckoned(plan, shown)
    every = (dict(zip(shown, mentors, strict=True)) for mentors in product(plan.people.mentors, repeat=4))
    assert max(points for at in every if (points := reckoned(plan, at)) is not None) == plan.made.points


@pytest.mark.parametrize("seed", range(4))
def test_the_cost_of_a_choice_by_hand_is_the_true_difference(place: Organisation, run: Run, seed: int) -> None:
    drivers, mentors = a_crowd(run, drivers=6, mentors=3, seed=seed)
    chance, best = Random(seed), plan_of(run).best
    for _turn in range(3):
        plan, driver, mentor = plan_of(run), chance.choice(drivers), chance.choice(mentors)
        told = plan.around(id_of(driver)).change(id_of(driver), id_of(mentor))
        if told.barred:
            with pytest.raises(Refused):
                choose(run, driver, mentor)
            continue
        free = plan.around(id_of(driver))
        choose(run, driver, mentor)
        after = plan_of(run)
        assert after.made.mentor_of(id_of(driver)) == id_of(mentor)
        assert (after.made.points, len(list(after.made.left()))) == (
            free.points - told.points,
            len(list(free.left())) + told.left,
        )
        assert after.cost == (best.points - after.made.points, len(list(after.made.left())) - len(list(best.left())))


def test_a_choice_that_breaks_a_rule_is_refused_with_the_reason(place: Organisation, run: Run) -> None:
    unit = a_unit(place)
    driver, near = a_part(run, unit=unit), a_part(run, "mentor", unit=unit)
    full, second = a_part(run, "mentor", capacity=1), a_part(run)
    with override("nb"), pytest.raises(Refused, match="De er i samme enhet"):
        choose(run, driver, near)
    choose(run, driver, full)
    with override("nb"), pytest.raises(Refused, match="valgt for hånd"):
        choose(run, second, full)
    choose(run, driver, None)
    assert not run.choices.exists()


def test_a_choice_that_cannot_stand_any_more_is_told_and_left_out(place: Organisation, run: Run) -> None:
    driver, mentor = a_part(run), a_part(run, "mentor")
    a_part(run, "mentor")
    choose(run, driver, mentor)
    Participation.objects.filter(pk=mentor.pk).update(capacity=0)
    plan = plan_of(run)
    assert [(one.choice.mentor, one.codes) for one in plan.broken] == [(mentor, ("no-hours",))]
    assert plan.rows[0].choice is None
    Participation.objects.filter(pk=mentor.pk).update(state="left")
    assert [one.codes for one in plan_of(run).broken] == [()]


def test_pairs_that_stand_are_kept_and_the_least_is_changed_for_one_who_was_left(place: Organisation, run: Run) -> None:
    drivers, mentors = a_crowd(run, drivers=6, mentors=3, seed=9)
    lead = an_actor(place, "lead")
    actions.propose_pairs(actor=lead, run=run, mark=plan_of(run).mark, now=timezone.now())
    for pairing in run.pairings.all():
        for part in (pairing.driver, pairing.mentor):
            actions.accept_pair(actor=actor_of(part.user, place), pairing=pairing, now=timezone.now())
    gone = run.pairings.order_by("pk")[0].mentor
    theirs = set(run.pairings.filter(mentor=gone).values_list("driver", flat=True))
    Participation.objects.filter(pk=gone.pk).update(state="left")
    actions.end_pairs_of(actor=lead, part=gone, now=timezone.now())
    plan = plan_of(run)
    assert {row.driver.pk for row in plan.rows if row.change == "new"} == theirs
    assert all(row.change == "kept" for row in plan.rows if row.driver.pk not in theirs)
    assert list(plan.ending) == []
    assert plan.told["total"]["left"] == 0
    assert set(Pairing.objects.filter(state="ended").values_list("reason", flat=True)) == {"mentor-left"}
    assert len(mentors) * 2 == len(drivers)


def test_what_was_chosen_by_hand_is_not_undone_by_the_next_plan(place: Organisation, run: Run) -> None:
    driver, wished, other = a_part(run, subjects=["Juss", "Behov", "Dialog"]), a_part(run, "mentor", subjects=["Juss", "Behov", "Dialog"]), a_part(run, "mentor")  # fmt: skip
    driver.wishes.add(wished)
    wished.wishes.add(driver)
    choose(run, driver, other)
    actions.propose_pairs(actor=an_actor(place, "lead"), run=run, mark=plan_of(run).mark, now=timezone.now())
    assert run.pairings.get().cost is not None
    assert (run.pairings.get().cost or 0) > 70  # more than what keeps a pair
    plan = plan_of(run)
    assert [(row.mentor, row.change) for row in plan.rows] == [(other, "kept")]
    assert list(plan.ending) == []
    choose(run, driver, wished)
    assert plan_of(run).rows[0].change == "moved"


def test_who_said_no_is_not_proposed_again_unless_chosen_by_hand(place: Organisation, run: Run) -> None:
    driver, mentor = a_part(run), a_part(run, "mentor")
    pairing = a_pairing(place, run=run, driver=driver, mentor=mentor, state="proposed")
    actions.decline_pair(actor=actor_of(mentor.user, place), pairing=pairing, reason="Vi er naboer", now=timezone.now())
    plan = plan_of(run)
    assert plan.rows[0].mentor is None
    assert codes(run, driver, mentor) == ("apart",)
    assert not plan.fixed


def test_what_goes_along_gives_an_outsider_the_same_pairs(place: Organisation, run: Run) -> None:
    drivers, _mentors = a_crowd(run, drivers=9, mentors=4, seed=5)
    free = next(row for row in plan_of(run).rows if row.pair["others"])
    other = plan_of(run).people.mentors[free.pair["others"][0]["mentor"]]
    choose(run, free.driver, other)
    plan = plan_of(run)
    said = json.loads(json.dumps(queries.roster_said(plan)))
    anew = propose(read(said))
    assert {(one.driver, one.mentor) for one in anew.pairs()} == {
        (row.id, id_of(row.mentor)) for row in plan.rows if row.mentor
    }
    assert anew.points == plan.made.points
    names = [part.user.name for part in drivers]
    assert not any(name in json.dumps(said) for name in names)


def test_a_network_gives_the_keeper_all_and_each_its_own_people(place: Organisation) -> None:
    other = an_organisation()
    run = a_run(place, network=a_network(place, other))
    a_part(run, place=other)
    a_part(run, "mentor")
    (row,) = plan_of(run).rows
    assert row.mentor is not None
    assert row.driver.organisation == other
    actions.propose_pairs(actor=an_actor(place, "lead"), run=run, mark=plan_of(run).mark, now=timezone.now())
    assert Pairing.objects.visible_to(an_actor(other, "lead")).count() == 1
    stranger = an_organisation()
    assert not Pairing.objects.visible_to(an_actor(stranger, "lead", "admin")).exists()
    theirs = an_actor(other, "lead")
    with pytest.raises(Refused):
        actions.choose(actor=theirs, run=run, driver=row.driver, mentor=None, seen="", now=timezone.now())


def test_the_plan_takes_as_many_queries_for_two_as_for_twelve(place: Organisation, run: Run) -> None:
    a_crowd(run, drivers=2, mentors=1, seed=1)
    with CaptureQueriesContext(connection) as few:
        plan_of(run).page("", 1)
    a_crowd(run, drivers=10, mentors=3, seed=2)
    with CaptureQueriesContext(connection) as many:
        plan_of(run).page("", 1)
    assert len(few) == len(many) <= 7

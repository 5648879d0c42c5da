"""Who may do what with a round, as a table; and every step of a round from every state."""

from dataclasses import dataclass

import pytest
from django.utils import timezone

from nybrott.challenges.actions import ask_into_team
from nybrott.challenges.models import Challenge, TeamMember
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.insights.tests.factories import a_need
from nybrott.people.models import Organisation, Unit, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_unit, an_actor, an_organisation
from nybrott.priorities import actions, rules
from nybrott.priorities.models import Priority, Round
from nybrott.priorities.states import ROUND
from nybrott.priorities.tests.factories import URL, a_shown_round, give_all

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@dataclass
class World:
    """A challenge of a unit with a round, and everybody who might want something of it."""

    place: Organisation
    unit: Unit
    challenge: Challenge
    one: Round
    priority: Priority
    people: dict[str, Actor]


@pytest.fixture
def world() -> World:
    place = an_organisation()
    unit, other_unit = a_unit(place), a_unit(place)
    below = a_unit(place, parent=unit)
    users: dict[str, User] = {
        "driver who began it": a_member(place, "driver"),
        "need owner": a_member(place, "owner"),
        "team": a_member(place, "driver"),
        "asked into the team": a_member(place, "driver"),
        "participant": a_member(place),
        "unit leader": a_member(place, "leader", units=(unit,)),
        "leader elsewhere": a_member(place, "leader", units=(other_unit,)),
        "leader below": a_member(place, "leader", units=(below,)),
        "programme lead": a_member(place, "lead"),
        "administrator": a_member(place, "admin"),
        "member": a_member(place),
        "mentor": a_member(place, "mentor"),
    }
    elsewhere = an_organisation()
    users["stranger"] = a_member(elsewhere, "admin")
    people = {name: actor_of(user, place if name != "stranger" else elsewhere) for name, user in users.items()}
    began = people["driver who began it"]
    challenge = a_challenge(began, unit=unit, owner=users["need owner"])
    for name, joins in (("team", True), ("asked into the team", None)):
        ask_into_team(actor=began, challenge=challenge, user=users[name], craft="", url=URL, now=NOW)
        TeamMember.objects.filter(user=users[name]).update(joins=joins)
    a_need(began, challenge)
    one, _new = actions.begin_round(actor=began, challenge=challenge, title="Runde", now=NOW)
    prepared = actions.Prepared("Runde", None, list(challenge.needs.all()), [actions.By("x")], [users["participant"]])
    actions.prepare_round(actor=began, one=one, prepared=prepared, now=NOW)
    one = Round.objects.select_related("challenge__owner", "unit").get(pk=one.pk)
    return World(place, unit, challenge, one, one.priorities.get(), people)


LEADS = {"driver who began it", "need owner", "team", "programme lead", "administrator"}


def allowed(world: World, ask: str) -> set[str]:
    rule = getattr(rules, f"may_{ask}")
    return {name for name, actor in world.people.items() if rule(actor, world.one)}


def test_who_leads_a_round(world: World) -> None:
    assert allowed(world, "lead") == LEADS
    assert allowed(world, "prepare") == LEADS
    assert allowed(world, "open") == LEADS
    assert allowed(world, "call_off") == LEADS
    for ask in ("close", "reopen", "show", "open_again", "ask_more", "remind", "finish", "see_result"):
        assert allowed(world, ask) == set(), ask


def test_who_may_begin(world: World) -> None:
    def may(**of: object) -> set[str]:
        return {name for name, actor in world.people.items() if rules.may_begin(actor, **of)}  # type: ignore[arg-type]

    everything = {"programme lead", "administrator"}
    assert may(challenge=world.challenge) == LEADS
    assert may(unit=world.unit) == everything | {"unit leader"}
    assert may() - {"stranger"} == everything
    world.challenge.state = "parked"
    assert may(challenge=world.challenge) == set()


def test_a_stranger_with_every_permission_leads_nothing_here(world: World) -> None:
    stranger = world.people["stranger"]
    assert "annen virksomhet" in rules.may_lead(stranger, world.one).reason
    with pytest.raises(Refused):
        actions.begin_round(actor=stranger, unit=world.unit, title="x", now=NOW)


def test_who_may_score_in_each_state(world: World) -> None:
    me = world.one.participants.get()
    actor = world.people["participant"]
    said = {
        "draft": "forberedes", "open": "", "closed": "stengt", "shown": "ikke flere", "decided": "over", "called_off": "over",
    }  # fmt: skip
    for state, reason in said.items():
        world.one.state = state
        verdict = rules.may_score(actor, world.one, me)
        assert bool(verdict) is (state == "open")
        assert reason in verdict.reason
        assert {name for name, other in world.people.items() if rules.may_score(other, world.one, me)} == (
            {"participant"} if state == "open" else set()
        ), "nobody in another's place"
        assert not rules.may_score(actor, world.one, None)


def test_who_sees_what_was_shown(world: World) -> None:
    assert allowed(world, "see_result") == set(), "before it is shown nobody, whatever role"
    world.one.state, world.one.shown = "shown", 1
    assert allowed(world, "see_result") == LEADS | {"participant", "unit leader"}
    assert "alle" in rules.may_see_result(world.people["member"], world.one).reason


def deciders(world: World) -> set[str]:
    world.priority.round = world.one
    world.priority.need.challenge = world.challenge
    return {name for name, actor in world.people.items() if rules.may_decide(actor, world.priority)}


def test_who_decides(world: World) -> None:
    for state in ROUND.states:
        world.one.state = state
        assert deciders(world) == ({"need owner", "unit leader"} if state == "shown" else set()), state
    world.one.state = "shown"
    world.challenge.owner = None
    assert deciders(world) == {"unit leader", "programme lead", "administrator"}
    world.challenge.unit = None
    assert deciders(world) == {"programme lead", "administrator"}


def test_a_round_ends_when_everything_is_decided(world: World) -> None:
    world.one.state = "shown"
    Round.objects.filter(pk=world.one.pk).update(state="shown", shown=1)
    assert "ikke besluttet" in rules.may_finish(world.people["need owner"], world.one).reason
    actions.decide_need(actor=world.people["need owner"], priority=world.priority, outcome="go", reason="Ja", now=NOW)
    assert allowed(world, "finish") == LEADS | {"unit leader"}
    actions.finish_round(actor=world.people["unit leader"], one=world.one, now=NOW)
    assert Round.objects.get().state == "decided"


@pytest.mark.parametrize("state", ROUND.states)
def test_steps_are_open_where_the_table_says(world: World, state: str) -> None:
    lead = world.people["programme lead"]
    give_ready(world)
    world.one.state = state
    for verb in ("open", "close", "reopen", "show", "open_again", "call_off"):
        verdict = getattr(rules, f"may_{verb}")(lead, world.one)
        assert bool(verdict) is (verb in ROUND.open_steps(state)), verb
        assert verdict or verdict.reason.endswith(".")
    assert bool(rules.may_prepare(lead, world.one)) is (state == "draft")
    assert bool(rules.may_ask_more(lead, world.one)) is (state == "open")


def give_ready(world: World) -> None:
    lead, user = world.people["programme lead"], User.objects.get(pk=world.people["participant"].user_id)
    actions.open_round(actor=lead, one=world.one, url=URL, now=NOW)
    give_all(world.one, {user: [(3,)]})


@pytest.mark.parametrize(
    ("without", "said"), [("priorities", "behov"), ("criteria", "kriterium"), ("participants", "hvem som er med")]
)
def test_a_round_without_something_to_score_by_somebody_is_not_opened(world: World, without: str, said: str) -> None:
    getattr(world.one, without).all().delete()
    assert said in rules.may_open(world.people["need owner"], world.one).reason


def test_nothing_is_shown_before_somebody_has_scored(world: World) -> None:
    lead = world.people["programme lead"]
    actions.open_round(actor=lead, one=world.one, url=URL, now=NOW)
    user = User.objects.get(pk=world.people["participant"].user_id)
    give_all(world.one, {user: [(None,)]})
    with pytest.raises(Refused, match="Ingen har gitt poeng"):
        actions.show_round(actor=lead, one=world.one, url=URL, now=NOW)


def test_after_a_decision_there_is_no_second_pass() -> None:
    place = an_organisation()
    one, _people = a_shown_round(place)
    lead = an_actor(place, "lead")
    assert rules.may_open_again(lead, one)
    actions.decide_need(
        actor=actor_of(one.challenge.owner, place), priority=one.priorities.all()[0], outcome="wait", reason="Nei", now=NOW  # type: ignore[union-attr]
    )  # fmt: skip
    assert "besluttet allerede" in rules.may_open_again(lead, one).reason

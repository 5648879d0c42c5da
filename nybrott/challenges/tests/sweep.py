"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.challenges import actions
from nybrott.challenges.actions import Ask
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge, an_anchored_challenge
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs


def of_somebody(place: Organisation, _user: User) -> Kwargs:
    """A challenge somebody else raised."""
    return {"pk": a_challenge(an_actor(place, "lead")).pk}


def anchored(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_anchored_challenge(place).pk}


def a_question_to_me(place: Organisation, user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = actions.ask_leader(
        actor=lead, challenge=a_challenge(lead), leader=user, ask=Ask("x", "y"), url="http://localhost/", now=timezone.now()
    )  # fmt: skip
    return {"pk": made.pk}


def my_place_in_a_team(place: Organisation, user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = actions.ask_into_team(
        actor=lead, challenge=a_challenge(lead), user=user, craft="", url="http://localhost/", now=timezone.now()
    )  # fmt: skip
    return {"pk": made.pk}


def heard(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_heard_challenge(place).pk}


def parked(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = a_challenge(lead)
    actions.park_challenge(actor=lead, challenge=made, reason="Senere", now=timezone.now())
    return {"pk": made.pk}


def of_a_neighbour(_place: Organisation, _user: User) -> Kwargs:
    """A challenge another organisation shares with everyone."""
    return {"pk": a_challenge(an_actor(an_organisation(), "lead"), sharing="open").pk}


LEADS = "challenges.lead"
SWEEP = {
    "challenges:challenges": Case(),
    "challenges:raise": Case("challenges.raise"),
    "challenges:challenge": Case(thing=of_somebody),
    "challenges:twins": Case(thing=of_somebody),
    "challenges:shared": Case(thing=of_a_neighbour, shared="its organisation shares it with everyone"),
    "challenges:describe": Case(LEADS, of_somebody),
    "challenges:anchoring": Case(thing=of_somebody),
    "challenges:answer_anchoring": Case(thing=a_question_to_me, post=True),
    "challenges:team": Case(thing=of_somebody),
    "challenges:answer_team": Case(thing=my_place_in_a_team, post=True),
    "challenges:leave_team": Case(thing=my_place_in_a_team, post=True),
    "challenges:hearing": Case(LEADS, anchored),
    "challenges:close_hearing": Case(LEADS, heard, post=True),
    "challenges:park": Case(LEADS, of_somebody),
    "challenges:resume": Case(LEADS, parked, post=True),
    "challenges:reuse": Case(LEADS, of_somebody),
}

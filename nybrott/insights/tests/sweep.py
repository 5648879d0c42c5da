"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.challenges.tests.factories import a_heard_challenge
from nybrott.insights import actions
from nybrott.insights.tests.factories import a_need, an_insight, from_employee, from_user
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs


def heard(place: Organisation, _user: User) -> Kwargs:
    """A challenge somebody else raised."""
    return {"pk": a_heard_challenge(place).pk}


def learnt(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_insight(an_actor(place, "lead"), a_heard_challenge(place)).pk}


def needed(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_need(an_actor(place, "lead"), a_heard_challenge(place)).pk}


def my_own(place: Organisation, user: User) -> Kwargs:
    """A need of a challenge this person is the need owner of."""
    challenge = a_heard_challenge(place)
    challenge.owner = user
    challenge.save()
    return {"pk": a_need(an_actor(place, "lead"), challenge).pk}


def verifiable(place: Organisation, _user: User) -> Kwargs:
    lead, challenge = an_actor(place, "lead"), a_heard_challenge(place)
    return {"pk": a_need(lead, challenge, from_user(lead, challenge), from_employee(lead, challenge)).pk}


def parked(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    need = a_need(lead, a_heard_challenge(place))
    actions.park_need(actor=lead, need=need, reason="Senere", now=timezone.now())
    return {"pk": need.pk}


LEADS = "challenges.lead"
SWEEP = {
    "insights:board": Case(LEADS, heard),
    "insights:move": Case(LEADS, heard, post=True),
    "insights:insight": Case(LEADS, learnt),
    "insights:unlink_evidence": Case(LEADS, learnt, post=True),
    "insights:remove_insight": Case(LEADS, learnt, post=True),
    "insights:write_need": Case(LEADS, heard),
    "insights:need": Case(thing=needed),
    "insights:word_need": Case(LEADS, needed),
    "insights:unlink_from_need": Case(LEADS, needed, post=True),
    "insights:verify": Case(LEADS, verifiable, post=True),
    "insights:exception": Case(thing=my_own),
    "insights:park": Case(LEADS, needed),
    "insights:again": Case(LEADS, parked, post=True),
}

"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge, an_anchored_challenge
from nybrott.needs import actions
from nybrott.needs.tests.factories import a_description, a_statement
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs


def of_somebody(place: Organisation, _user: User) -> Kwargs:
    """A challenge somebody else raised."""
    return {"pk": a_challenge(an_actor(place, "lead")).pk}


def anchored(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_anchored_challenge(place).pk}


def worded(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_statement(an_anchored_challenge(place), an_actor(place, "lead")).pk}


def drafted(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_description(an_anchored_challenge(place), an_actor(place, "lead")).pk}


def as_a_file(place: Organisation, user: User) -> Kwargs:
    return {**drafted(place, user), "kind": "md"}


def of_two_versions(place: Organisation, _user: User) -> Kwargs:
    challenge, lead, now = an_anchored_challenge(place), an_actor(place, "lead"), timezone.now()
    first = a_description(challenge, lead)
    actions.send_to_review(actor=lead, description=first, now=now)
    actions.approve_description(actor=an_actor(place, "lead"), description=first, now=now)
    return {"pk": a_description(challenge, lead).pk}


def commented(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    one = a_description(an_anchored_challenge(place), lead)
    return {"pk": actions.comment_on(actor=lead, description=one, text="Hei", now=timezone.now()).pk}


LEADS = "challenges.lead"
SWEEP = {
    "needs:problem": Case(thing=of_somebody),
    "needs:word_problem": Case(LEADS, anchored),
    "needs:statement": Case(thing=worded),
    "needs:reword_problem": Case(LEADS, worded),
    "needs:choose_problem": Case(LEADS, worded, post=True),
    "needs:description": Case(thing=anchored),
    "needs:begin_description": Case(LEADS, anchored, post=True),
    "needs:version": Case(thing=drafted),
    "needs:write_description": Case(LEADS, drafted),
    "needs:step_description": Case(LEADS, drafted, post=True),
    "needs:compare_versions": Case(thing=of_two_versions),
    "needs:take_along": Case(thing=as_a_file),
    "needs:settle_comment": Case(LEADS, commented, post=True),
}

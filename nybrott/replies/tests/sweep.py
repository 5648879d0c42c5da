"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.replies.tests.factories import a_challenge, a_draft, a_parked_one_with, one_who_told


def heard(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_challenge(place, at=timezone.now()).pk}


def told(place: Organisation, _user: User) -> Kwargs:
    return {"pk": one_who_told(a_challenge(place, at=timezone.now()), at=timezone.now()).pk}


def drafted(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_draft(a_parked_one_with(place, 1)[0]).pk}


LEADS, READS = "challenges.lead", "members.read"
SWEEP = {
    "replies:replies": Case(LEADS, heard),
    "replies:begin": Case(LEADS, heard, post=True),
    "replies:asked": Case(LEADS, heard),
    "replies:plan": Case(LEADS, heard, post=True),
    "replies:answer": Case(LEADS, told),
    "replies:read": Case(LEADS, drafted),
    "replies:write": Case(LEADS, drafted),
    "replies:step": Case(LEADS, drafted, post=True),
    "replies:reputation": Case(READS),
    "replies:definition": Case(READS),
    "replies:figures": Case(READS),
}

"""Who comes in where, for the sweep over every address."""

from nybrott.groups.rules import MANAGE
from nybrott.groups.tests.factories import a_match
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_network
from nybrott.people.tests.sweeping import Case, Kwargs


def in_a_network(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_network(place).slug}


def agreed_in_a_network(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_match(place).network.slug}


def met(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_match(place).pk}


INSIDE = "members.read"
SWEEP = {
    "groups:same_need": Case(INSIDE),
    "groups:compared": Case(MANAGE, in_a_network),
    "groups:look": Case(MANAGE, agreed_in_a_network, post=True),
    "groups:match": Case(INSIDE, met, denied=404),
}

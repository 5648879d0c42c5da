"""Who comes in where, for the sweep over every address."""

from nybrott.cases.rules import MANAGE
from nybrott.cases.tests.factories import a_case, a_named, approved, for_review, published
from nybrott.challenges.tests.factories import a_challenge
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs


def begun(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_case(place).pk}


def waits(place: Organisation, user: User) -> Kwargs:
    return {"pk": for_review(place, reviewer=user).pk}


def reviewed(place: Organisation, _user: User) -> Kwargs:
    return {"pk": approved(place).pk}


def shown(place: Organisation, _user: User) -> Kwargs:
    return {"pk": published(place).pk}


def somebody(place: Organisation, _user: User) -> Kwargs:
    named = a_named(a_case(place))
    return {"pk": named.case_id, "named": named.pk}


INSIDE = "members.read"


def struggled(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_challenge(an_actor(place, "lead")).pk}


SWEEP = {
    "cases:of_challenge": Case(INSIDE, struggled),
    "exchange": Case(INSIDE),
    "cases:ours": Case(INSIDE),
    "cases:begin": Case(INSIDE),
    "cases:case": Case(INSIDE, begun),
    "cases:write": Case(MANAGE, begun),
    "cases:ask": Case(MANAGE, begun),
    "cases:review": Case(INSIDE, waits),
    "cases:publish": Case(MANAGE, reviewed),
    "cases:take_back": Case(MANAGE, reviewed, post=True),
    "cases:take_down": Case(MANAGE, shown),
    "cases:narrow": Case(MANAGE, shown, post=True),
    "cases:name": Case(MANAGE, begun),
    "cases:meant": Case(MANAGE, begun),
    "cases:ask_named": Case(MANAGE, begun, post=True),
    "cases:unname": Case(MANAGE, somebody, post=True),
    "cases:drop": Case(MANAGE, begun, post=True),
}

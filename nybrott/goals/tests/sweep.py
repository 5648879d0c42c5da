"""Who comes in where, for the sweep over every address."""

from nybrott.goals.rules import MANAGE
from nybrott.goals.tests.factories import a_decided_goal, a_goal, a_reading
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def proposed(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_goal(place).pk}


def to_decide(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_goal(place).pk, "step": "decide"}


def as_csv(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "csv"}


def readings_as_csv(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_goal(place).pk, "kind": "csv"}


def read(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_reading(a_decided_goal(place)).pk}


INSIDE = "members.read"
SWEEP = {
    "goals:goals": Case(INSIDE),
    "goals:propose": Case(MANAGE),
    "goals:goals_file": Case(INSIDE, as_csv, shared="the file holds the reader’s own goals only"),
    "goals:goal": Case(INSIDE, proposed),
    "goals:change": Case(MANAGE, proposed),
    "goals:step": Case(MANAGE, to_decide),
    "goals:readings_file": Case(INSIDE, readings_as_csv),
    "goals:correct": Case(MANAGE, read),
}

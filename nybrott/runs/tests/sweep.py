"""Who comes in where, for the sweep over every address."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run, a_target, called_off, under_way


def planned(place: Organisation, _user: User) -> Kwargs:
    """A run that is planned."""
    return {"pk": a_run(place).pk}


def off(place: Organisation, _user: User) -> Kwargs:
    return {"pk": called_off(place).pk}


def begun(place: Organisation, _user: User) -> Kwargs:
    return {"pk": under_way(place).pk}


def target(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_target(a_run(place, lead=an_actor(place, "lead"))).pk}


RUNS = "runs.manage"
SWEEP = {
    "runs:runs": Case(),
    "runs:run": Case(thing=planned),
    "runs:plan": Case(RUNS),
    "runs:change": Case(RUNS, planned),
    "runs:call_off": Case(RUNS, planned),
    "runs:plan_again": Case(RUNS, off, post=True),
    "runs:end": Case(RUNS, begun),
    "runs:gate": Case(RUNS, planned),
    "runs:targets": Case(thing=planned),
    "runs:target_new": Case(RUNS, planned),
    "runs:target": Case(thing=target),
    "runs:target_change": Case(RUNS, target),
    "runs:target_remove": Case(RUNS, target, post=True),
}

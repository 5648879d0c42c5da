"""Who comes in where, for the sweep over every address."""

from nybrott.guidance.tests.factories import a_pairing
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_part, a_run


def a_whole_run(place: Organisation, _user: User) -> Kwargs:
    run = a_run(place)
    a_part(run)
    a_part(run, "mentor")
    return {"pk": run.pk}


def a_driver(place: Organisation, _user: User) -> Kwargs:
    run = a_run(place)
    a_part(run, "mentor")
    return {"pk": run.pk, "driver": a_part(run).pk}


def a_file(place: Organisation, user: User) -> Kwargs:
    return {**a_whole_run(place, user), "kind": "json"}


def others_pair(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_pairing(place).pk}


LEADS = "runs.manage"
SWEEP: dict[str, Case] = {
    "pairings:pairs": Case(thing=a_whole_run),
    "pairings:plan": Case(LEADS, a_whole_run),
    "pairings:plan_driver": Case(LEADS, a_driver),
    "pairings:pairs_file": Case(LEADS, a_file),
    "pairings:propose": Case(LEADS, a_whole_run),
    "pairings:answer": Case(thing=others_pair),
    "pairings:end_pair": Case(LEADS, others_pair),
}

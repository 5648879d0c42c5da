"""Who comes in where, for the sweep over every address."""

from nybrott.effects.tests.factories import a_plan
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run


def planned(place: Organisation, _user: User) -> Kwargs:
    """A run with a plan of its evaluation."""
    return {"run": a_plan(a_run(place)).run_id}


SWEEP = {"power:power": Case(thing=planned)}

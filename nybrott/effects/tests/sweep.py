"""Who comes in where, for the sweep over every address."""

from nybrott.effects.tests.factories import a_plan
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run

TYPE = frozenset({"lead", "coordinator"})  # who lead runs, and so write in a plan


def without(place: Organisation, _user: User) -> Kwargs:
    """A run nobody has planned the evaluation of."""
    return {"run": a_run(place).pk}


def planned(place: Organisation, _user: User) -> Kwargs:
    """A run with a plan."""
    return {"run": a_plan(a_run(place)).run_id}


SWEEP = {
    "effects:plans": Case(),
    "effects:plan": Case(thing=planned),
    "effects:measure": Case("evaluations.manage", planned, post=True, also=TYPE),
    "effects:standing": Case(thing=planned),
    "effects:power": Case(thing=planned),
    "effects:begin": Case("evaluations.manage", without, post=True, also=TYPE),
}

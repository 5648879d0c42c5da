"""Who comes in where, for the sweep over every address."""

from nybrott.effects.tests.factories import a_plan, a_settled_plan, a_snapshot, a_whole_plan, an_indicator
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run

EVALUATE = "evaluations.manage"
TYPE = frozenset({"lead", "coordinator"})  # who lead runs, and so write in a plan


def without(place: Organisation, _user: User) -> Kwargs:
    """A run nobody has planned the evaluation of."""
    return {"run": a_run(place).pk}


def planned(place: Organisation, _user: User) -> Kwargs:
    """A run with a plan."""
    return {"run": a_plan(a_run(place)).run_id}


def whole(place: Organisation, _user: User) -> Kwargs:
    return {"run": a_whole_plan(a_run(place)).run_id}


def settled(place: Organisation, _user: User) -> Kwargs:
    return {"run": a_settled_plan(a_run(place)).run_id}


def level(place: Organisation, user: User) -> Kwargs:
    return {**planned(place, user), "level": "reaction"}


def as_file(place: Organisation, user: User) -> Kwargs:
    return {**planned(place, user), "kind": "csv"}


def question(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_whole_plan(a_run(place)).questions.get().pk}


def indicator(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_indicator(a_plan(a_run(place))).pk}


def snapshot(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_snapshot(a_run(place)).pk}


SWEEP = {
    "effects:plans": Case(),
    "effects:plan": Case(thing=planned),
    "effects:measure": Case("evaluations.manage", planned, post=True, also=TYPE),
    "effects:standing": Case(thing=planned),
    "effects:begin": Case(EVALUATE, without, post=True, also=TYPE),
    "effects:question_new": Case(EVALUATE, planned, also=TYPE),
    "effects:question": Case(EVALUATE, question, also=TYPE),
    "effects:question_move": Case(EVALUATE, question, post=True, also=TYPE),
    "effects:question_remove": Case(EVALUATE, question, post=True, also=TYPE),
    "effects:indicator_new": Case(EVALUATE, planned, also=TYPE),
    "effects:indicator": Case(thing=indicator),
    "effects:take_in": Case(EVALUATE, planned, post=True, also=TYPE),
    "effects:take_out": Case(EVALUATE, indicator, post=True, also=TYPE),
    "effects:left_out": Case(EVALUATE, level, also=TYPE),
    "effects:comparison": Case(EVALUATE, planned, also=TYPE),
    "effects:other": Case(EVALUATE, planned, post=True, also=TYPE),
    "effects:people": Case(EVALUATE, planned, also=TYPE),
    "effects:settle": Case(EVALUATE, whole, post=True),
    "effects:reopen": Case(EVALUATE, settled),
    "effects:plan_file": Case(thing=as_file),
    "effects:snapshot": Case(thing=snapshot),
    "effects:snapshot_file": Case(thing=snapshot),
}

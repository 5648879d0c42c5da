"""Who comes in where, for the sweep over every address."""

from nybrott.claims.tests.factories import a_cost, a_gain, a_rival, own_claim, typed
from nybrott.effects.tests.factories import a_plan
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run

WRITE = frozenset({"lead", "coordinator"})  # who lead runs


def planned(place: Organisation, _user: User) -> Kwargs:
    return {"run": a_plan(a_run(place)).run_id}


def claim(place: Organisation, _user: User) -> Kwargs:
    return {"pk": own_claim(place).pk}


def evidence(place: Organisation, _user: User) -> Kwargs:
    return {"pk": typed(own_claim(place)).pk}


def rival(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_rival(own_claim(place)).pk}


def cost(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_cost(a_plan(a_run(place))).pk}


def gain(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_gain(a_plan(a_run(place))).pk}


EVALUATE = "evaluations.manage"
SWEEP = {
    "claims:claims": Case(thing=planned),
    "claims:claims_file": Case(thing=planned),
    "claims:claim": Case(thing=claim),
    "claims:change": Case(EVALUATE, claim, also=WRITE),
    "claims:move": Case(EVALUATE, claim, post=True, also=WRITE),
    "claims:remove": Case(EVALUATE, claim, also=WRITE),
    "claims:weigh": Case(EVALUATE, claim),
    "claims:evidence": Case(EVALUATE, claim, also=WRITE),
    "claims:draw": Case(EVALUATE, claim, post=True, also=WRITE),
    "claims:rival": Case(EVALUATE, claim, also=WRITE),
    "claims:remove_evidence": Case(EVALUATE, evidence, post=True, also=WRITE),
    "claims:change_rival": Case(EVALUATE, rival, also=WRITE),
    "claims:remove_rival": Case(EVALUATE, rival, post=True, also=WRITE),
    "claims:costs": Case(thing=planned),
    "claims:costs_file": Case(thing=planned),
    "claims:rates": Case(EVALUATE, planned, post=True, also=WRITE),
    "claims:paid": Case(EVALUATE, planned, post=True, also=WRITE),
    "claims:unpriced": Case(EVALUATE, planned, post=True, also=WRITE),
    "claims:remove_cost": Case(EVALUATE, cost, post=True, also=WRITE),
    "claims:remove_unpriced": Case(EVALUATE, gain, post=True, also=WRITE),
}

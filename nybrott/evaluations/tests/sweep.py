"""Who comes in where, for the sweep over every address."""

from nybrott.evaluations.tests.factories import a_wave, an_instrument, an_open_wave
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs


def an_own(place: Organisation, _user: User) -> Kwargs:
    return {"slug": an_instrument(an_actor(place, "evaluator"), place).slug}


def a_question(place: Organisation, user: User) -> Kwargs:
    return {**an_own(place, user), "id": "times"}


def a_new_question(place: Organisation, user: User) -> Kwargs:
    return {**an_own(place, user), "kind": "scale"}


def one_that_comes_along(_place: Organisation, _user: User) -> Kwargs:
    return {"id": "pulse"}


def a_planned(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_wave(an_actor(place, "evaluator"), place).pk}


def a_closed(place: Organisation, _user: User) -> Kwargs:
    from django.utils import timezone

    from nybrott.evaluations import actions

    actor = an_actor(place, "evaluator")
    return {"pk": actions.close_wave(actor=actor, wave=an_open_wave(actor, place, 5), now=timezone.now()).pk}


def somebody(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_wave(an_actor(place, "evaluator"), place, 1).recipients.get().pk}


COMES = "comes with Nybrott"
MANAGE = "evaluations.manage"
SWEEP: dict[str, Case] = {
    "evaluations:waves": Case(),
    "evaluations:instruments": Case(),
    "evaluations:instrument_new": Case(MANAGE),
    "evaluations:instrument_bring_in": Case(MANAGE),
    "evaluations:shipped": Case(thing=one_that_comes_along, shared=COMES),
    "evaluations:instrument_copy": Case(MANAGE, one_that_comes_along, post=True, shared=COMES),
    "evaluations:instrument": Case(thing=an_own),
    "evaluations:preview": Case(thing=an_own),
    "evaluations:instrument_file": Case(thing=an_own),
    "evaluations:instrument_about": Case(MANAGE, an_own),
    "evaluations:instrument_step": Case(MANAGE, an_own, post=True),
    "evaluations:question_new": Case(MANAGE, a_new_question),
    "evaluations:question": Case(MANAGE, a_question),
    "evaluations:question_move": Case(MANAGE, a_question, post=True),
    "evaluations:question_remove": Case(MANAGE, a_question, post=True),
    "evaluations:wave_new": Case(MANAGE, an_own),
    "evaluations:wave": Case(thing=a_planned),
    "evaluations:wave_plan": Case(MANAGE, a_planned),
    "evaluations:tables": Case(thing=a_planned),
    "evaluations:people": Case(MANAGE, a_planned),
    "evaluations:person_remove": Case(MANAGE, somebody, post=True, denied=404),
    "evaluations:wave_step": Case(MANAGE, a_planned, post=True),
    "evaluations:results": Case(thing=a_planned),
    "evaluations:results_file": Case(thing=a_closed),
    "evaluations:results_json": Case(thing=a_closed),
    "evaluations:codebook_file": Case(thing=a_closed),
}

"""Who comes in where, for the sweep over every address."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_network, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.recruiting.tests.factories import a_call, a_sign_up
from nybrott.runs.models import Yes
from nybrott.runs.tests.factories import a_part, a_run


def planned(place: Organisation, _user: User) -> Kwargs:
    """A run that is planned."""
    return {"pk": a_run(place).pk}


def recruiting(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_call(a_run(place)).pk}


def to_sign_up_for(place: Organisation, user: User) -> Kwargs:
    return {**recruiting(place, user), "kind": "driver"}


def a_file(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_run(place).pk, "kind": "csv"}


def somebodys(place: Organisation, _user: User) -> Kwargs:
    """Somebody who has signed up."""
    return {"pk": a_sign_up(a_call(a_run(place))).pk}


def my_offer(place: Organisation, user: User) -> Kwargs:
    """I am asked to be a mentor."""
    return {"pk": a_part(a_run(place), "mentor", state="invited", user=user).pk}


def known_elsewhere(place: Organisation, _user: User) -> Kwargs:
    """One of our own in a network's run."""
    keeper = an_organisation()
    known = a_part(a_run(keeper, network=a_network(keeper, place)), place=place)
    return {"pk": a_run(place).pk, "known": known.pk}


def asked_of_me(place: Organisation, user: User) -> Kwargs:
    part = a_sign_up(a_call(a_run(place)), leader=user)
    return {"pk": Yes.objects.get(part=part).pk}


RUNS = "runs.manage"
SWEEP = {
    "recruiting:call": Case(thing=recruiting),
    "recruiting:open_call": Case(RUNS, thing=planned),
    "recruiting:change_call": Case(RUNS, thing=recruiting),
    "recruiting:sign_up": Case(thing=to_sign_up_for),
    "recruiting:people": Case(RUNS, thing=recruiting),
    "recruiting:people_file": Case(RUNS, thing=a_file),
    "recruiting:ask_waiting": Case(RUNS, thing=recruiting, post=True),
    "recruiting:put_in": Case(RUNS, thing=recruiting),
    "recruiting:offer": Case(RUNS, thing=known_elsewhere, post=True),
    "recruiting:part": Case(RUNS, thing=somebodys),
    "recruiting:change_part": Case(RUNS, thing=somebodys),
    "recruiting:withdraw": Case(RUNS, thing=somebodys),
    "recruiting:accept": Case(thing=my_offer),
    "recruiting:ask_leader": Case(RUNS, thing=somebodys),
    "recruiting:take_in": Case(RUNS, thing=somebodys, post=True),
    "recruiting:asked": Case(),
    "recruiting:answer": Case(thing=asked_of_me, post=True),
}

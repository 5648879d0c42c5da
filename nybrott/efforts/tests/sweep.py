"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.efforts.actions import report_obstacle
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_unit, an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs import actions
from nybrott.runs.tests.factories import a_part, a_run, under_way


def planned(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_run(place, lead=an_actor(place, "lead")).pk}


def as_file(place: Organisation, user: User) -> Kwargs:
    return {**planned(place, user), "kind": "csv"}


def of_unit(place: Organisation, user: User) -> Kwargs:
    return {**planned(place, user), "unit": a_unit(place).pk}


def own_hours(place: Organisation, user: User) -> Kwargs:
    """Hours the person who asks has written."""
    run = under_way(place)
    part = a_part(run, place=place, user=user)
    made = actions.write_hours(
        actor=actor_of(user, place), run=run, part=part, kind="other", minutes=30, used_on=timezone.localdate(), note="", now=timezone.now()
    )  # fmt: skip
    return {"pk": made.pk}


def own_obstacle(place: Organisation, user: User) -> Kwargs:
    """An obstacle the person who asks has reported."""
    part = a_part(under_way(place), place=place, user=user)
    made = report_obstacle(
        actor=actor_of(user, place), part=part, kind="time", text="Ingen tid.", unit=None, now=timezone.now()
    )
    return {"pk": made.pk}


RUNS = "runs.manage"
SWEEP = {
    "efforts:hours": Case(thing=planned),
    "efforts:hours_file": Case(RUNS, as_file),
    "efforts:take_out": Case(thing=own_hours, post=True),
    "efforts:obstacles": Case(thing=planned),
    "efforts:clear": Case(thing=own_obstacle, post=True),
    "efforts:units": Case(RUNS, planned),
    "efforts:spending": Case(RUNS, of_unit),
    "efforts:nudge": Case(RUNS, of_unit),
}

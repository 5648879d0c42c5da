"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.workshops import actions
from nybrott.workshops.models import Step
from nybrott.workshops.tests.factories import a_group, a_note, a_phone, a_workshop, shared, under_way


def challenge(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_anchored_challenge(place).pk}


def planned(place: Organisation, _user: User) -> Kwargs:
    """A workshop somebody else planned."""
    return {"pk": a_workshop(place).pk}


def off(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = a_workshop(place, lead=lead)
    actions.call_off(actor=lead, workshop=made, reason="Sykdom", now=timezone.now())
    return {"pk": made.pk}


def live(place: Organisation, _user: User) -> Kwargs:
    return {"pk": under_way(place).pk}


def over(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = under_way(place, lead=lead)
    actions.end(actor=lead, workshop=made, now=timezone.now())
    return {"pk": made.pk}


def step(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_workshop(place).steps.last().pk}  # type: ignore[union-attr]


def written(place: Organisation, _user: User) -> Kwargs:
    return {"pk": Step.objects.get(workshop=under_way(place, at=1), kind="write").pk}


def now_at(place: Organisation, _user: User) -> Kwargs:
    return {"pk": under_way(place).step_id}


def seat(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_phone(under_way(place)).pk}


def group(place: Organisation, _user: User) -> Kwargs:
    lead = an_actor(place, "lead")
    made = under_way(place, lead=lead, at=1)
    note = a_note(a_phone(made))
    shared(made, lead)
    return {"pk": a_group(made, lead, note).pk}


def minutes(place: Organisation, user: User) -> Kwargs:
    return {**over(place, user), "kind": "md"}


HOLDS, LEADS = "workshops.hold", "challenges.lead"
SWEEP = {
    "workshops:workshops": Case(),
    "workshops:of_challenge": Case(thing=challenge),
    "workshops:plan": Case(HOLDS, challenge),
    "workshops:workshop": Case(thing=planned),
    "workshops:change": Case(LEADS, planned),
    "workshops:call_off": Case(LEADS, planned),
    "workshops:plan_again": Case(LEADS, off, post=True),
    "workshops:add_step": Case(LEADS, planned, post=True),
    "workshops:add_card": Case(LEADS, planned, post=True),
    "workshops:change_step": Case(LEADS, step),
    "workshops:move_step": Case(LEADS, step, post=True),
    "workshops:remove_step": Case(LEADS, step, post=True),
    "workshops:people": Case(thing=planned),
    "workshops:ask": Case(LEADS, planned, post=True),
    "workshops:answer": Case(thing=planned, post=True),
    "workshops:calendar": Case(thing=planned),
    "workshops:take_out": Case(LEADS, seat, post=True),
    "workshops:lead": Case(LEADS, live),
    "workshops:lead_mark": Case(LEADS, live),
    "workshops:start": Case(LEADS, planned, post=True),
    "workshops:end": Case(LEADS, live, post=True),
    "workshops:go_on": Case(LEADS, over, post=True),
    "workshops:sort": Case(LEADS, live, post=True),
    "workshops:wall": Case(LEADS, live),
    "workshops:wall_code": Case(LEADS, live),
    "workshops:go_to": Case(LEADS, written, post=True),
    "workshops:give_time": Case(LEADS, now_at, post=True),
    "workshops:share": Case(LEADS, written, post=True),
    "workshops:take_apart": Case(LEADS, group, post=True),
    "workshops:output": Case(LEADS, over),
    "workshops:minutes": Case(LEADS, minutes),
}

"""Who comes in where, for the sweep over every address."""

from datetime import timedelta

from django.utils import timezone

from nybrott.dialogues.tests.factories import a_buyer, a_post, an_open_dialogue
from nybrott.meetings import actions
from nybrott.meetings.tests.factories import a_held_meeting, a_round, closed, the_slots
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def none(place: Organisation, _user: User) -> Kwargs:
    """No meetings planned yet."""
    return {"pk": an_open_dialogue(place).pk}


def unpublished(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_round(place, published=False).dialogue_id}


def a_time(place: Organisation, _user: User) -> Kwargs:
    round_ = a_round(place, published=False)
    return {"pk": round_.dialogue_id, "slot": the_slots(round_)[0].pk}


def due(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_round(place, now=timezone.now() - timedelta(days=2, hours=12)).dialogue_id}


def known(place: Organisation, _user: User) -> Kwargs:
    return {"pk": closed(a_round(place, now=timezone.now() - timedelta(days=4))).dialogue_id}


def held(place: Organisation, _user: User) -> Kwargs:
    slot, _by, _key, dialogue = a_held_meeting(place)
    return {"pk": dialogue.pk, "slot": slot.pk}


def with_secret(place: Organisation, user: User) -> Kwargs:
    slot, _by, _key, dialogue = a_held_meeting(place)
    actions.write_minutes(actor=a_buyer(place), slot=slot, open_part="Åpent", secret="Legeringen", reason="Kan etterlignes", lasted=45, send=True, now=timezone.now())  # fmt: skip
    a_post(dialogue, user, secrets=True)
    return {"pk": dialogue.pk, "slot": slot.pk}


def a_file(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_round(place).dialogue_id, "kind": "csv"}


HOLD, INSIDE = "dialogues.manage", "members.read"
SWEEP = {
    "meetings:meetings": Case(INSIDE, none),
    "meetings:file": Case(INSIDE, a_file),
    "meetings:plan": Case(HOLD, none),
    "meetings:add": Case(HOLD, unpublished, post=True),
    "meetings:publish": Case(HOLD, unpublished, post=True),
    "meetings:close": Case(HOLD, due, post=True),
    "meetings:value": Case(HOLD, known),
    "meetings:remove": Case(HOLD, a_time),
    "meetings:minutes": Case(INSIDE, held),
    "meetings:secret": Case(thing=with_secret, post=True),
}

"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.conferences import actions
from nybrott.conferences.tests.factories import a_conference, a_person, begun
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def none(place: Organisation, _user: User) -> Kwargs:
    """No conference planned yet."""
    return {"pk": an_open_dialogue(place).pk}


def a_draft(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_conference(place, opened=False).dialogue_id}


def a_part(place: Organisation, _user: User) -> Kwargs:
    found = a_conference(place, opened=False)
    return {"pk": found.dialogue_id, "session": found.sessions.get().pk}


def is_open(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_conference(place).dialogue_id}


def running(place: Organisation, _user: User) -> Kwargs:
    return {"pk": begun(a_conference(place)).dialogue_id}


def with_file(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_conference(place).dialogue_id, "kind": "csv"}


def asked(place: Organisation, _user: User) -> Kwargs:
    found = a_conference(place)
    by, _key = a_person(found)
    one = actions.ask(conference=found, supplier=by.supplier, text="Hva koster det?", language="nb", now=timezone.now())
    return {"pk": found.dialogue_id, "asked": one.pk}


HOLD, INSIDE = "dialogues.manage", "members.read"
SWEEP = {
    "conferences:conference": Case(INSIDE, none),
    "conferences:plan": Case(HOLD, none),
    "conferences:new_session": Case(HOLD, a_draft),
    "conferences:session": Case(HOLD, a_part),
    "conferences:open": Case(HOLD, a_draft, post=True),
    "conferences:call_off": Case(HOLD, is_open),
    "conferences:attendance": Case(HOLD, running),
    "conferences:material": Case(HOLD, is_open),
    "conferences:note": Case(HOLD, is_open),
    "conferences:question": Case(HOLD, asked),
    "conferences:seats_file": Case(HOLD, with_file),
}

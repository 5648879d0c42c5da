"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.dialogues import actions
from nybrott.dialogues.tests.factories import (
    a_buyer,
    a_dialogue,
    a_post,
    a_ready_dialogue,
    a_representative,
    a_supplier,
    a_waiting_registration,
    an_open_dialogue,
)
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_member
from nybrott.people.tests.sweeping import Case, Kwargs


def planned(place: Organisation, _user: User) -> Kwargs:
    """A dialogue that is being planned."""
    return {"pk": a_dialogue(place).pk}


def ready(place: Organisation, _user: User) -> Kwargs:
    """A dialogue that can be announced."""
    return {"pk": a_ready_dialogue(place).pk}


def opened(place: Organisation, _user: User) -> Kwargs:
    """A dialogue that is announced."""
    return {"pk": an_open_dialogue(place).pk}


def as_file(place: Organisation, user: User) -> Kwargs:
    return {**planned(place, user), "kind": "csv"}


def kind_of_file(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "csv"}


def asked(place: Organisation, _user: User) -> Kwargs:
    """A question to the market."""
    made = a_dialogue(place)
    return {"pk": actions.ask_market(actor=a_buyer(place), dialogue=made, text="Hva virker?", now=timezone.now()).pk}


def part(place: Organisation, user: User) -> Kwargs:
    """The part of the person who asks."""
    return {"pk": a_post(a_dialogue(place), user).pk}


def others_part(place: Organisation, _user: User) -> Kwargs:
    """Somebody else's part, who told of a conflict of interest."""
    post = a_post(a_dialogue(place), a_member(place, "buyer"))
    post.conflict, post.conflict_text = True, "Eier aksjer."
    post.save()
    return {"pk": post.pk}


def a_known_supplier(place: Organisation, _user: User) -> Kwargs:
    """A supplier with one who speaks for it."""
    known = a_supplier(an_open_dialogue(place))
    a_representative(known)
    return {"pk": known.pk}


def who_speaks(place: Organisation, _user: User) -> Kwargs:
    """A person who speaks for a supplier."""
    return {"pk": a_representative(a_supplier(an_open_dialogue(place)))[0].pk}


def who_waits(place: Organisation, _user: User) -> Kwargs:
    """A person who waits for a yes to speak for a supplier."""
    return {"pk": a_waiting_registration(a_supplier(an_open_dialogue(place))).pk}


HOLD, INSIDE = "dialogues.manage", "members.read"
SWEEP = {
    "dialogues:ours": Case(INSIDE),
    "dialogues:ours_file": Case(INSIDE, kind_of_file, shared="the file holds the reader’s own dialogues only"),
    "dialogues:dialogue": Case(INSIDE, planned),
    "dialogues:begin": Case(HOLD),
    "dialogues:change": Case(HOLD, planned),
    "dialogues:announce": Case(HOLD, ready, post=True),
    "dialogues:end": Case(HOLD, opened, post=True),
    "dialogues:lock": Case(HOLD, opened),
    "dialogues:call_off": Case(HOLD, planned),
    "dialogues:plan": Case(INSIDE, planned),
    "dialogues:dates": Case(HOLD, planned),
    "dialogues:question_new": Case(HOLD, planned),
    "dialogues:question": Case(HOLD, asked),
    "dialogues:question_move": Case(HOLD, asked, post=True),
    "dialogues:people": Case(INSIDE, planned),
    "dialogues:part_away": Case(HOLD, others_part, post=True),
    "dialogues:declare": Case(thing=part),
    "dialogues:meet_conflict": Case(HOLD, others_part),
    "dialogues:suppliers": Case(INSIDE, planned),
    "dialogues:supplier": Case(INSIDE, a_known_supplier),
    "dialogues:answer_registration": Case(HOLD, who_waits, post=True),
    "dialogues:send_link": Case(HOLD, who_speaks, post=True),
    "dialogues:speaks_no_more": Case(HOLD, who_speaks),
    "dialogues:suppliers_file": Case(INSIDE, as_file),
}

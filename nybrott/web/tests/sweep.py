"""Who comes in where, for the sweep over every address: of the rooms that lie below people and cannot say it themselves."""

from nybrott.challenges.tests.factories import a_heard_challenge
from nybrott.journal.actions import hold_letter
from nybrott.journal.models import Letter
from nybrott.journal.tests.factories import NOW, a_letter, an_entry
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run


def an_entry_of(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_entry(an_actor(place, "admin")).pk}


def a_thing_of(place: Organisation, _user: User) -> Kwargs:
    return {"kind": "needs.need", "ref": str(an_entry(an_actor(place, "admin"), ref=1000 + place.pk).thing_ref)}


def a_file_of(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "csv"}


def a_letter_of(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_letter(an_actor(place, "admin")).pk}


def a_held_letter_of(place: Organisation, _user: User) -> Kwargs:
    actor = an_actor(place, "admin")
    letter: Letter = hold_letter(actor=actor, letter=a_letter(actor), now=NOW)
    return {"pk": letter.pk}


def a_step_with(place: Organisation, user: User) -> Kwargs:
    return {**a_letter_of(place, user), "step": "hold"}


def a_challenge_of(place: Organisation, _user: User) -> Kwargs:
    """A challenge somebody else raised."""
    return {"pk": a_heard_challenge(place).pk}


def a_run_of(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_run(place).pk}


SWEEP: dict[str, Case] = {
    "web:beginning": Case(post=True),
    "web:help": Case(),
    "journal:entries": Case("journal.read"),
    "journal:entries_file": Case("journal.read", thing=a_file_of, shared="the same address gives everybody their own"),
    "journal:check": Case("journal.read", post=True),
    "journal:entry": Case("journal.read", thing=an_entry_of, denied=404),
    "journal:thing": Case("journal.read", thing=a_thing_of, denied=404),
    "journal:letters": Case("letters.read"),
    "journal:letter": Case("letters.read", thing=a_letter_of, denied=404),
    "journal:change": Case("letters.manage", thing=a_held_letter_of, denied=404),
    "journal:withdraw": Case("letters.manage", thing=a_letter_of, denied=404),
    "journal:step": Case("letters.manage", thing=a_step_with, post=True, denied=404),
    "journal:read_first": Case("letters.manage"),
    "web:take_along": Case("challenges.lead", thing=a_challenge_of),
    "web:methods": Case(thing=a_challenge_of),
    "web:my_part": Case(anyone="one's own parts in runs; who takes part in none is told what comes here"),
    "web:my_people": Case(anyone="those one answers for oneself; who leads nobody is told what comes here"),
    "web:standing": Case("runs.manage", thing=a_run_of),
    "home": Case(anyone="one's own next steps; who belongs nowhere is told how to come to belong"),
    "journal:mine": Case(anyone="one's own letters"),
}

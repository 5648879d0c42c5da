"""Who comes in where, for the sweep over every address."""

from nybrott.dialogues.tests.factories import a_dialogue
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def planned(place: Organisation, _user: User) -> Kwargs:
    """A dialogue that is being planned."""
    return {"pk": a_dialogue(place).pk}


SWEEP = {"feedback:after": Case("members.read", planned)}

"""Who comes in where, for the sweep over every address."""

from nybrott.dialogues.tests.factories import a_dialogue, an_open_dialogue
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def planned(place: Organisation, _user: User) -> Kwargs:
    """A dialogue that is being planned."""
    return {"pk": a_dialogue(place).pk}


def announced(place: Organisation, _user: User) -> Kwargs:
    """One whose brief can be given."""
    return {"pk": an_open_dialogue(place).pk}


def some_file(place: Organisation, _user: User) -> Kwargs:
    """A file of it."""
    return {"pk": a_dialogue(place).pk, "language": "nb", "kind": "docx"}


HOLD, INSIDE = "dialogues.manage", "members.read"
SWEEP = {
    "invitations:invitation": Case(INSIDE, planned),
    "invitations:give_brief": Case(HOLD, announced, post=True),
    "invitations:notice_file": Case(INSIDE, some_file),
    "invitations:brief_draft": Case(INSIDE, some_file),
}

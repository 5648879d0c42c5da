"""Who comes in where, for the sweep over every address."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.procedures.tests.factories import a_choice, some_answers
from nybrott.procurements.tests.factories import a_procurement


def planned(place: Organisation, _user: User) -> Kwargs:
    """A procurement nobody has answered for."""
    return {"pk": a_procurement(place).pk}


def answered(place: Organisation, _user: User) -> Kwargs:
    return {"pk": some_answers(place).procurement_id}


def chosen(place: Organisation, _user: User) -> Kwargs:
    found = a_choice(place)
    return {"pk": found.procurement_id, "number": found.sheet.number}


def filed(place: Organisation, user: User) -> Kwargs:
    return {**chosen(place, user), "language": "nb", "kind": "docx"}


INSIDE, BUY = "members.read", "procurements.manage"
SWEEP = {
    "procedures:procedure": Case(INSIDE, planned),
    "procedures:answers": Case(BUY, planned),
    "procedures:choose": Case(BUY, answered),
    "procedures:note": Case(INSIDE, chosen),
    "procedures:note_file": Case(INSIDE, filed),
}

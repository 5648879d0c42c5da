"""Who comes in where, for the sweep over every address."""

from nybrott.dialogues.tests.factories import a_representative, a_supplier, an_open_dialogue
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def opened(place: Organisation, _user: User) -> Kwargs:
    return {"pk": an_open_dialogue(place).pk}


def as_file(place: Organisation, user: User) -> Kwargs:
    return {**opened(place, user), "kind": "csv"}


def annexed(place: Organisation, user: User) -> Kwargs:
    return {**opened(place, user), "language": "nb", "kind": "docx"}


def newcomer(place: Organisation, _user: User) -> Kwargs:
    supplier = a_supplier(an_open_dialogue(place))
    a_representative(supplier)
    return {"pk": supplier.pk}


HOLD, INSIDE = "dialogues.manage", "members.read"
SWEEP = {
    "ledgers:fairness": Case(INSIDE, opened),
    "ledgers:view_file": Case(INSIDE, as_file),
    "ledgers:ledger": Case(INSIDE, opened),
    "ledgers:annex": Case(INSIDE, opened),
    "ledgers:annex_file": Case(INSIDE, annexed),
    "ledgers:catch_up": Case(HOLD, newcomer, post=True),
}

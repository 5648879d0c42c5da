"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.contracts import actions, queries
from nybrott.contracts.models import Contract
from nybrott.contracts.tests.factories import ANSWERS, a_contract, owner_of
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.procurements.tests.factories import a_procurement

INSIDE, BUY, ALL = "members.read", "procurements.manage", "organisation.manage"


def planned(place: Organisation, _user: User) -> Kwargs:
    """A procurement without a contract."""
    return {"pk": a_procurement(place).pk}


def at(contract: Contract) -> dict[str, object]:
    return {"pk": contract.procurement_id, "contract": contract.pk}


def signed(place: Organisation, _user: User) -> Kwargs:
    return at(a_contract(place))


def with_file(place: Organisation, _user: User) -> Kwargs:
    return at(a_contract(place)) | {"kind": "csv"}


def a_file(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "csv"}


def with_supplier(place: Organisation, _user: User) -> Kwargs:
    one = a_contract(place)
    return at(one) | {"party": one.parties.get().pk}


def with_milestone(place: Organisation, _user: User) -> Kwargs:
    one = a_contract(place)
    assert one.procurement.made_by is not None
    made = one.milestones.create(title="Prototyp", due_on=one.signed_on, first_due_on=one.signed_on)
    return at(one) | {"milestone": made.pk}


def with_part(place: Organisation, _user: User) -> Kwargs:
    one = a_contract(place)
    asked = queries.parts(one)[0].asked
    return at(one) | {"yardstick": str(asked.yardstick), "ref": asked.ref}


def decided(place: Organisation, _user: User) -> Kwargs:
    one, now = a_contract(place), timezone.now()
    owner = owner_of(one.procurement)
    actions.answer_questions(actor=owner, contract=one, answers=ANSWERS, now=now)
    actions.decide(actor=owner, contract=one, course="buy", reason="Den virker.", now=now)
    return at(one)


def lying(place: Organisation, _user: User) -> Kwargs:
    """A market dialogue that ended long ago."""
    made = an_open_dialogue(place)
    Dialogue.objects.filter(pk=made.pk).update(state="ended", announced_at=timezone.now().replace(year=2024), ended_at=timezone.now().replace(year=2025))  # fmt: skip
    return {"dialogue": made.pk}


SWEEP = {
    "contracts:contract": Case(INSIDE, planned),
    "contracts:new": Case(BUY, planned),
    "contracts:agreement": Case(INSIDE, signed),
    "contracts:change": Case(BUY, signed),
    "contracts:new_supplier": Case(BUY, signed),
    "contracts:supplier": Case(BUY, with_supplier),
    "contracts:new_milestone": Case(BUY, signed),
    "contracts:milestone": Case(INSIDE, with_milestone),
    "contracts:dates": Case(INSIDE, signed),
    "contracts:trial": Case(INSIDE, signed),
    "contracts:result": Case(INSIDE, with_part),
    "contracts:trial_file": Case(INSIDE, with_file),
    "contracts:questions": Case(BUY, signed),
    "contracts:decide": Case(INSIDE, signed),
    "contracts:again": Case(ALL, decided, also=frozenset({"leader"})),
    "contracts:graveyard": Case(INSIDE),
    "contracts:patience": Case(BUY, post=True),
    "contracts:rest": Case(BUY, lying, also=frozenset({"leader"})),
    "contracts:graveyard_file": Case(INSIDE, a_file, shared="the file holds the reader’s own organisation only"),
    "contracts:contracts_file": Case(INSIDE, a_file, shared="the file holds the reader’s own organisation only"),
}

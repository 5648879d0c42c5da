"""Who comes in where, for the sweep over every address."""

from nybrott.classifications.tests.factories import a_draft
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.procurements.tests.factories import a_procurement

INSIDE, BUY = "members.read", "procurements.manage"


def planned(place: Organisation, _user: User) -> Kwargs:
    """A procurement in the plan."""
    return {"pk": a_procurement(place).pk}


def with_draft(place: Organisation, _user: User) -> Kwargs:
    draft = a_draft(a_procurement(place))
    return {"pk": draft.procurement_id, "draft": draft.pk}


def with_code(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_procurement(place).pk, "code": "mar-nov"}


def with_file(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_procurement(place).pk, "kind": "json"}


SWEEP = {
    "classifications:page": Case(INSIDE, planned),
    "classifications:choose": Case(BUY, planned),
    "classifications:signals": Case(BUY, planned),
    "classifications:code": Case(BUY, with_code),
    "classifications:draft": Case(BUY, planned),
    "classifications:throw_away": Case(BUY, with_draft, post=True),
    "classifications:file": Case(INSIDE, with_file),
}

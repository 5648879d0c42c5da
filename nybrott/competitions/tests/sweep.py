"""Who comes in where, for the sweep over every address."""

from nybrott.competitions.tests.factories import a_suggestion
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.procurements.tests.factories import a_procurement


def planned(place: Organisation, _user: User) -> Kwargs:
    """A procurement in the plan."""
    return {"pk": a_procurement(place).pk}


def suggested(place: Organisation, _user: User) -> Kwargs:
    found = a_suggestion(a_procurement(place))
    return {"pk": found.procurement_id, "link": found.pk}


def with_file(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_procurement(place).pk, "kind": "csv"}


INSIDE, BUY = "members.read", "procurements.manage"
SWEEP = {
    "competitions:notices": Case(INSIDE, planned),
    "competitions:look": Case(BUY, planned, post=True),
    "competitions:answer": Case(BUY, suggested, post=True),
    "competitions:earlier": Case(INSIDE, planned),
    "competitions:notices_file": Case(INSIDE, with_file),
}

"""Who comes in where, for the sweep over every address."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.procurements.tests.factories import a_procurement
from nybrott.renewals.tests.factories import in_months


def a_file(_place: Organisation, _user: User) -> Kwargs:
    """The radar as a file."""
    return {"kind": "csv"}


def planned(place: Organisation, _user: User) -> Kwargs:
    """A contract of the own plan."""
    return {"ref": f"plan-{a_procurement(place, state='contract', ends_on=in_months(14)).pk}"}


INSIDE = "members.read"
SWEEP = {
    "renewals:radar": Case(INSIDE),
    "renewals:radar_file": Case(INSIDE, a_file, shared="the file holds the reader’s own contracts only"),
    "renewals:decide": Case("challenges.raise", planned, post=True),
}

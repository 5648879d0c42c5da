"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.yearbooks.tests.factories import a_yearbook

OWN = "the year is in the address; what is shown is the reader’s own organisation’s only"


def this_year(_place: Organisation, _user: User) -> Kwargs:
    return {"year": timezone.localdate().year}


def published(place: Organisation, _user: User) -> Kwargs:
    made = a_yearbook(place, because="Et kjøp manglet")
    return {"year": made.year, "number": made.number}


def as_file(place: Organisation, user: User) -> Kwargs:
    return {**published(place, user), "language": "nn", "kind": "xlsx"}


SWEEP = {
    "yearbooks:yearbooks": Case("members.read"),
    "yearbooks:draft": Case("members.read", this_year, shared=OWN),
    "yearbooks:publish": Case("procurements.manage", this_year, post=True, shared=OWN),
    "yearbooks:version": Case("members.read", published),
    "yearbooks:counts": Case("procurements.manage", published, post=True),
    "yearbooks:document": Case("members.read", as_file),
}

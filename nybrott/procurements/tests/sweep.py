"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.procurements.models import SavedView
from nybrott.procurements.tests.factories import a_procurement

INSIDE, BUY = "members.read", "procurements.manage"


def planned(place: Organisation, _user: User) -> Kwargs:
    """A procurement in the plan."""
    return {"pk": a_procurement(place).pk}


def kind_of_file(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "csv"}


def own_view(place: Organisation, user: User) -> Kwargs:
    """A view the person saved."""
    made = SavedView.objects.create(
        organisation=place, user=user, name="Mine", query="mine=on", saved_at=timezone.now()
    )
    return {"pk": made.pk}


SWEEP = {
    "procurements:portfolio": Case(INSIDE),
    "procurements:portfolio_file": Case(
        INSIDE, kind_of_file, shared="the file holds the reader’s own procurements only"
    ),
    "procurements:codes": Case(INSIDE),
    "procurements:plan": Case(BUY),
    "procurements:save": Case(INSIDE, post=True),
    "procurements:forget": Case(thing=own_view, post=True),
    "procurements:procurement": Case(INSIDE, planned),
    "procurements:change": Case(BUY, planned),
    "procurements:answers": Case(BUY, planned),
    "procurements:move": Case(BUY, planned, post=True),
    "procurements:stop": Case(BUY, planned),
}

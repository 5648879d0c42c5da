"""Who comes in where, for the sweep over every address."""

from django.utils import timezone

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.requirements import actions
from nybrott.requirements.tests.factories import a_criterion, a_requirement, a_whole_set

INSIDE, BUY = "members.read", "procurements.manage"


def bare(place: Organisation, _user: User) -> Kwargs:
    """A procurement without requirements."""
    return {"pk": a_procurement(place).pk}


def written(place: Organisation, _user: User) -> Kwargs:
    """A procurement with a requirement."""
    made = a_procurement(place)
    return {"pk": made.pk, "number": a_requirement(made).number}


def awarded(place: Organisation, _user: User) -> Kwargs:
    """A procurement with an award criterion."""
    made = a_procurement(place)
    return {"pk": made.pk, "number": a_criterion(made).number}


def whole(place: Organisation, _user: User) -> Kwargs:
    """A set that can be settled."""
    return {"pk": a_whole_set(place)[0].pk}


def settled(place: Organisation, _user: User) -> Kwargs:
    """A settled version."""
    made, _needs = a_whole_set(place)
    return {"pk": made.pk, "number": actions.settle_requirements(actor=a_buyer(place), procurement=made, now=timezone.now()).number}  # fmt: skip


def as_file(place: Organisation, user: User) -> Kwargs:
    """A procurement's requirements as a file."""
    return bare(place, user) | {"kind": "csv"}  # type: ignore[operator]


SWEEP = {
    "requirements:requirements": Case(INSIDE, bare),
    "requirements:new": Case(BUY, bare),
    "requirements:requirement": Case(INSIDE, written),
    "requirements:change": Case(BUY, written),
    "requirements:move": Case(BUY, bare, post=True),
    "requirements:copy": Case(BUY, bare),
    "requirements:new_criterion": Case(BUY, bare),
    "requirements:criterion": Case(INSIDE, awarded),
    "requirements:trace": Case(INSIDE, bare),
    "requirements:matrix": Case(INSIDE, bare),
    "requirements:settle": Case(BUY, whole),
    "requirements:version": Case(INSIDE, settled),
    "requirements:file": Case(INSIDE, as_file),
}

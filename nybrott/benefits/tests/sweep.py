"""Who comes in where, for the sweep over every address."""

from nybrott.benefits.models import Benefit
from nybrott.benefits.tests.factories import a_baseline, a_benefit, a_measurement, in_use
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs


def _of(benefit: Benefit) -> Kwargs:
    return {"pk": benefit.procurement_id, "benefit": benefit.pk}


def procurement(place: Organisation, _user: User) -> Kwargs:
    """A procurement with a benefit."""
    return {"pk": a_benefit(place).procurement_id}


def some(place: Organisation, _user: User) -> Kwargs:
    return _of(a_benefit(place))


def used(place: Organisation, _user: User) -> Kwargs:
    return _of(in_use(a_benefit(place)))


def measured(place: Organisation, _user: User) -> Kwargs:
    made = a_benefit(place)
    a_baseline(made)
    return _of(made) | {"measurement": a_measurement(in_use(made)).pk}


def as_rows(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_benefit(place).procurement_id, "kind": "csv"}


def kind_of_file(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "csv"}


INSIDE, BUY = "members.read", "procurements.manage"
SWEEP = {
    "benefits:everywhere": Case(INSIDE),
    "benefits:everywhere_file": Case(
        INSIDE, kind_of_file, shared="the file holds the reader’s own organisation’s benefits only"
    ),
    "benefits:benefits": Case(INSIDE, procurement),
    "benefits:benefits_file": Case(INSIDE, as_rows),
    "benefits:new": Case(BUY, procurement),
    "benefits:benefit": Case(INSIDE, some),
    "benefits:change": Case(BUY, some),
    "benefits:baseline": Case(BUY, some),
    "benefits:estimate": Case(BUY, some),
    "benefits:measure": Case(BUY, used),
    "benefits:correct": Case(BUY, measured),
    "benefits:let_go": Case(BUY, some),
}

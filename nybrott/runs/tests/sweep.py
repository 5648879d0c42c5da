"""Who comes in where, for the sweep over every address."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.runs.tests.factories import a_run


def planned(place: Organisation, _user: User) -> Kwargs:
    """A run that is planned."""
    return {"pk": a_run(place).pk}


SWEEP = {
    "runs:runs": Case(),
    "runs:run": Case(thing=planned),
}

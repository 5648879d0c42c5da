"""Who comes in where, for the sweep over every address."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.reports.tests.factories import a_settled_plan


def of_run(place: Organisation, _user: User) -> Kwargs:
    """A run with a settled plan."""
    return {"run": a_settled_plan(place).run_id}


SWEEP = {
    "reports:reports": Case(thing=of_run),
}

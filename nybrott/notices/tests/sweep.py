"""What the sweep over every address needs to know of this room's closed pages."""

from nybrott.notices.tests.factories import an_import
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs

MAY = "notices.import"


def held(place: Organisation, user: User) -> Kwargs:
    """An import whose notices are in the lake."""
    return {"pk": an_import(place, user, state="held").pk}


def failed(place: Organisation, user: User) -> Kwargs:
    """An import that failed."""
    return {"pk": an_import(place, user, state="failed", trouble="nothing").pk}


SWEEP: dict[str, Case] = {
    "notices:imports": Case(permission=MAY),
    "notices:new_import": Case(permission=MAY),
    "notices:choose_folder": Case(permission=MAY),
    "notices:import": Case(permission=MAY, thing=held, denied=404),
    "notices:progress": Case(permission=MAY, thing=held, denied=404),
    "notices:refusals": Case(permission=MAY, thing=held, denied=404),
    "notices:refusals_file": Case(permission=MAY, thing=held, denied=404),
    "notices:take_back": Case(permission=MAY, thing=held, post=True, denied=404),
    "notices:try_again": Case(permission=MAY, thing=failed, post=True, denied=404),
}

"""What the sweep over every address needs to know of the desk."""

from nybrott.desk.tests.factories import a_file
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.sweeping import Case, Kwargs


def _upload(place: Organisation, user: User) -> Kwargs:
    return {"pk": a_file(actor_of(user, place)).pk}


def _picture(place: Organisation, user: User) -> Kwargs:
    from nybrott.sources.tests.test_papers import a_picture

    return {"pk": a_file(actor_of(user, place), a_picture(), "bilde.jpg").pk}


SWEEP: dict[str, Case] = {
    "desk:uploads": Case(),
    "desk:upload": Case(thing=_upload),
    "desk:picture": Case(thing=_picture),
    "desk:remove_upload": Case(thing=_upload),
}

"""What the sweep over every address needs to know of this room's closed pages."""

from nybrott.notices.tests.factories import candidates
from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs

_PUBLIC = "candidates are words of public notices, and everyone who may judge sees all of them"


def a_candidate(_place: Organisation, _user: User) -> Kwargs:
    """A candidate in the index that holds."""
    return {"finding": candidates(1)[0].finding}


SWEEP: dict[str, Case] = {
    "observatory:review": Case(permission="candidates.judge"),
    "observatory:my_judgements": Case(permission="candidates.judge"),
    "observatory:review_one": Case(permission="candidates.judge", thing=a_candidate, shared=_PUBLIC),
}

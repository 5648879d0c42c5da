"""Who comes in where, for the sweep over every address."""

from nybrott.people.models import Organisation, User
from nybrott.people.tests.sweeping import Case, Kwargs

OWN = "there is nothing in the address; what is shown is the reader’s own organisation’s only"
WHOLE = "challenges.lead"  # programme leads and administrators; a unit leader without a unit, as in the sweep, is asked for one


def as_pdf(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "docx"}


SWEEP = {"leaders:leader": Case(WHOLE), "leaders:document": Case(WHOLE, as_pdf, shared=OWN)}

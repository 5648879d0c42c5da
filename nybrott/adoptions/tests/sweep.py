"""Who comes in where, for the sweep over every address."""

from nybrott.adoptions.models import Adoption
from nybrott.adoptions.tests.factories import a_new_version, an_adoption, under_way
from nybrott.cases.rules import MANAGE
from nybrott.cases.tests.factories import published
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs

INSIDE = "members.read"


def _case(_place: Organisation, _user: User) -> Kwargs:
    case = published(an_organisation())
    return {"place": case.organisation.slug, "slug": case.slug}


def _looked_after(adoption: Adoption, user: User) -> Kwargs:
    """One the person looks after, whatever the role."""
    Adoption.objects.filter(pk=adoption.pk).update(owner=user)
    return {"pk": adoption.pk}


def _planned(place: Organisation, user: User) -> Kwargs:
    return _looked_after(an_adoption(published(an_organisation()), place), user)


def _begun(place: Organisation, user: User) -> Kwargs:
    return _looked_after(under_way(published(an_organisation()), place), user)


def _part(place: Organisation, user: User) -> Kwargs:
    return {**_planned(place, user), "part": "did"}


def _newer(place: Organisation, user: User) -> Kwargs:
    case = published(an_organisation())
    made = an_adoption(case, place)
    a_new_version(case, advice="Sitt oppe to netter selv før du skriver noe. Tell det som skjer, og la alle få se tallene.")  # fmt: skip
    return _looked_after(made, user)


def _file(_place: Organisation, _user: User) -> Kwargs:
    return {"which": "ours", "kind": "csv"}


_OPEN = "a case that is open to everyone can be taken over by any organisation"
SWEEP = {
    "adoptions:adoptions": Case(INSIDE),
    "adoptions:theirs": Case(INSIDE),
    "adoptions:file": Case(INSIDE, _file, shared="the file holds what the reader’s own organisation took over"),
    "adoptions:take": Case(MANAGE, _case, shared=_OPEN),
    "adoptions:adoption": Case(INSIDE, _planned, denied=404),
    "adoptions:change": Case(INSIDE, _planned, denied=404),
    "adoptions:adapt": Case(INSIDE, _part, denied=404),
    "adoptions:begin": Case(INSIDE, _planned, denied=404),
    "adoptions:make": Case(INSIDE, _planned, post=True, denied=404),
    "adoptions:tell": Case(INSIDE, _begun, denied=404),
    "adoptions:version": Case(INSIDE, _newer, denied=404),
}

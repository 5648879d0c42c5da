"""What the sweep asks of the pages about what is kept about people."""

from nybrott.people.models import Membership, Organisation, User
from nybrott.people.tests.factories import a_member
from nybrott.people.tests.sweeping import Case, Kwargs

OWN = "what is kept about oneself is everyone's own"


def _person(place: Organisation, _user: User) -> Kwargs:
    return {"key": Membership.objects.get(user=a_member(place, "driver"), organisation=place).pk}


def _form(_place: Organisation, _user: User) -> Kwargs:
    return {"form": "md"}


SWEEP: dict[str, Case] = {
    "privacy:rules": Case("privacy.manage"),
    "privacy:record": Case("privacy.manage"),
    "privacy:record_file": Case("privacy.manage", thing=_form, shared="the same words for every organisation"),
    "privacy:me": Case(anyone=OWN),
    "privacy:me_file": Case(post=True, anyone=OWN),
    "privacy:people": Case("privacy.manage"),
    "privacy:person": Case("privacy.manage", thing=_person),
    "privacy:person_file": Case("privacy.manage", thing=_person, post=True),
    "privacy:erase": Case("privacy.manage", thing=_person),
}

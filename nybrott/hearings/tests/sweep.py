"""Who comes in where, for the sweep over every address."""

from nybrott.challenges.tests.factories import a_heard_challenge
from nybrott.hearings.tests.factories import a_contribution, a_photo, some_evidence
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs


def heard(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_heard_challenge(place).pk}


def told(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_contribution(a_heard_challenge(place)).pk}


def shown(place: Organisation, _user: User) -> Kwargs:
    return {"pk": some_evidence(a_heard_challenge(place), an_actor(place, "lead")).pk}


def photographed(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_photo(a_heard_challenge(place), an_actor(place, "lead")).pk}


LEADS = "challenges.lead"
SWEEP = {
    "hearings:contributions": Case(LEADS, heard),
    "hearings:enter_contribution": Case(LEADS, heard),
    "hearings:contribution": Case(LEADS, told),
    "hearings:evidence": Case(LEADS, heard),
    "hearings:record_evidence": Case(LEADS, heard),
    "hearings:change_evidence": Case(LEADS, shown),
    "hearings:evidence_file": Case(LEADS, photographed),
    "hearings:evidence_picture": Case(LEADS, photographed),
    "hearings:remove_evidence": Case(LEADS, shown, post=True),
}

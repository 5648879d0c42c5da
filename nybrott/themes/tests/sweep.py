"""Who comes in where, for the sweep over every address."""

from nybrott.challenges.tests.factories import a_challenge
from nybrott.insights.tests.factories import a_need
from nybrott.needs.models import Need
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.people.tests.sweeping import Case, Kwargs
from nybrott.themes.tests.factories import linked, set_apart


def raised(place: Organisation, _user: User) -> Kwargs:
    """A challenge somebody else raised."""
    return {"pk": a_challenge(an_actor(place, "lead")).pk}


def two_needs(place: Organisation) -> tuple[Need, Need]:
    lead = an_actor(place, "lead")
    challenge = a_challenge(lead)
    return a_need(lead, challenge), a_need(lead, challenge)


def needed(place: Organisation, _user: User) -> Kwargs:
    return {"pk": two_needs(place)[0].pk}


def tied(place: Organisation, _user: User) -> Kwargs:
    return {"pk": linked(*two_needs(place)).pk}


def themed(place: Organisation, _user: User) -> Kwargs:
    return {"pk": linked(*two_needs(place)).one_id}


def told_apart(place: Organisation, _user: User) -> Kwargs:
    return {"pk": set_apart(*two_needs(place)).pk}


LEADS = "challenges.lead"
SWEEP = {
    "themes:challenge": Case(thing=raised),
    "themes:all": Case(),
    "themes:undo": Case(LEADS, tied, post=True),
    "themes:propose_again": Case(LEADS, told_apart, post=True),
    "themes:need": Case(thing=needed),
    "themes:link": Case(LEADS, needed, post=True),
    "themes:apart": Case(LEADS, needed),
    "themes:themes": Case(),
    "themes:theme": Case(thing=themed),
    "themes:name": Case(LEADS, themed),
}

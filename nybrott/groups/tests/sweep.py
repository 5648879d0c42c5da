"""Who comes in where, for the sweep over every address."""

from nybrott.groups import actions
from nybrott.groups.rules import MANAGE
from nybrott.groups.tests.factories import NOW, a_group, a_match
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_network, an_actor
from nybrott.people.tests.sweeping import Case, Kwargs


def in_a_network(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_network(place).slug}


def agreed_in_a_network(place: Organisation, _user: User) -> Kwargs:
    return {"slug": a_match(place).network.slug}


def met(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_match(place).pk}


def in_a_network_without_name(place: Organisation, _user: User) -> Kwargs:
    a_network(place)
    return {}


def led(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_group(place).pk}


def asked_into(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_group(place, role="asked").pk}


def to_write(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_group(place).pk, "what": "text"}


def to_dissolve(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_group(place).pk, "verb": "dissolve"}


def added(place: Organisation, _user: User) -> Kwargs:
    group = a_group(place)
    made = actions.add_beside(actor=an_actor(place, "admin"), group=group, kind="other", text="Noe eget", now=NOW)
    return {"pk": group.pk, "addition": made.pk}


def to_hand_over(place: Organisation, _user: User) -> Kwargs:
    group = a_group(place)
    other = group.parties.filter(state="in").exclude(organisation=place).get()
    return {"pk": group.pk, "organisation": other.organisation_id}


def as_word(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_group(place).pk, "kind": "docx"}


def as_rows(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_group(place).pk, "kind": "csv"}


def observed(place: Organisation, _user: User) -> Kwargs:
    group = a_group(place, role="asked")
    group.parties.filter(organisation=place).update(role="observer", state="in", answered_at=NOW)
    return {"pk": group.pk}


INSIDE = "members.read"
SWEEP = {
    "groups:same_need": Case(INSIDE),
    "groups:compared": Case(MANAGE, in_a_network),
    "groups:look": Case(MANAGE, agreed_in_a_network, post=True),
    "groups:match": Case(INSIDE, met, denied=404),
    "groups:groups": Case(INSIDE),
    "groups:propose": Case(MANAGE, in_a_network_without_name, shared="an empty form, for one’s own organisation"),
    "groups:group": Case(INSIDE, led),
    "groups:answer": Case(INSIDE, asked_into),
    "groups:do": Case(MANAGE, to_write),
    "groups:approve": Case(MANAGE, led, post=True),
    "groups:addition_away": Case(MANAGE, added, post=True),
    "groups:step": Case(MANAGE, to_dissolve),
    "groups:lead": Case(MANAGE, to_hand_over, post=True),
    "groups:become": Case(MANAGE, observed, post=True),
    "groups:need_file": Case(INSIDE, as_word),
    "groups:log_file": Case(INSIDE, as_rows),
    "groups:days_file": Case(INSIDE, led),
}

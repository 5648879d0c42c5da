"""Who comes in where, for the sweep over every address."""

from datetime import timedelta

from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.contacts import actions
from nybrott.contacts.models import Side
from nybrott.contacts.tests.factories import a_point, a_talk, an_agreed_talk
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_network, an_actor, an_organisation
from nybrott.people.tests.sweeping import Case, Kwargs


def _neighbour(place: Organisation) -> Organisation:
    other = an_organisation()
    a_network(place, other)
    return other


def _talk(place: Organisation, _user: User) -> Kwargs:
    return {"pk": a_talk(_neighbour(place), place).pk}


def _own_step(place: Organisation, user: User) -> Kwargs:
    """A talk in which the person takes part, whatever the role."""
    talk = a_talk(_neighbour(place), place)
    Side.objects.filter(talk=talk, organisation=place).update(user=user)
    return {"pk": talk.pk, "step": "decline"}


def _own_time(place: Organisation, user: User) -> Kwargs:
    other = _neighbour(place)
    talk = an_agreed_talk(place, other)
    Side.objects.filter(talk=talk, organisation=place).update(user=user)
    now = timezone.now()
    made = actions.propose_times(actor=an_actor(other, "buyer"), talk=talk, times=[now + timedelta(days=3)], how="Video", now=now)  # fmt: skip
    return {"pk": made[0].pk}


def _own_point(place: Organisation, user: User) -> Kwargs:
    point = a_point(place)
    type(point).objects.filter(pk=point.pk).update(user=user)
    return {"pk": point.pk}


def _own_challenge(place: Organisation, user: User) -> Kwargs:
    challenge = a_challenge(an_actor(place, "lead"))
    type(challenge).objects.filter(pk=challenge.pk).update(raised_by=user)
    return {"pk": challenge.pk}


def _whom(place: Organisation, _user: User) -> Kwargs:
    return {"slug": _neighbour(place).slug}


def _as_csv(_place: Organisation, _user: User) -> Kwargs:
    return {"kind": "csv"}


INSIDE = "members.read"
SWEEP = {
    "contacts:talks": Case(INSIDE),
    "contacts:talks_file": Case(INSIDE, _as_csv, shared="the file holds the reader’s own talks only"),
    "contacts:organisations": Case(INSIDE),
    "contacts:for_challenge": Case(INSIDE, _own_challenge),
    "contacts:ask": Case("exchange.manage", _whom, shared="one asks other organisations; whom one may not ask is refused with the reason"),
    "contacts:ours": Case(INSIDE),
    "contacts:name_point": Case("exchange.manage"),
    "contacts:agree": Case(INSIDE, _own_point, denied=404),
    "contacts:end_point": Case(INSIDE, _own_point, denied=404, post=True),
    "contacts:talk": Case(INSIDE, _talk, denied=404),
    "contacts:step": Case(INSIDE, _own_step, denied=404),
    "contacts:choose": Case(INSIDE, _own_time, denied=404, post=True),
}  # fmt: skip

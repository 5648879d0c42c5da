"""Contact points and talks for tests, made by the same actions people use."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from nybrott.contacts import actions
from nybrott.contacts.models import ContactPoint, Talk
from nybrott.contacts.states import Reach
from nybrott.core.actor import Actor
from nybrott.desk.actions import About
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation

ABOUT = About("other", "", "Digitalt nattilsyn", "")


def a_point(
    place: Organisation, user: User | None = None, *, reach: str = Reach.NETWORK, shows_name: bool = False, topic: str = "Digitalt tilsyn"
) -> ContactPoint:  # fmt: skip
    """A contact point who has said yes."""
    user, now = user or a_member(place, "driver"), timezone.now()
    point = actions.name_point(
        actor=an_actor(place, "lead"), user=user, role="Fagleder natt", topic=topic, reach=reach, now=now
    )
    return actions.agree_point(actor=actor_of(user, place), point=point, shows_name=shows_name, now=now)


def two_in_a_network() -> tuple[Organisation, Organisation]:
    """Two organisations of one network."""
    one, other = an_organisation(), an_organisation()
    a_network(one, other)
    return one, other


def a_talk(
    asks: Organisation, asked: Organisation, *, actor: Actor | None = None, now: datetime | None = None, **more: Any
) -> Talk:
    """A request that waits for an answer."""
    said: dict[str, Any] = {"about": ABOUT, "text": "Hvordan hørte dere de ansatte?"} | more
    return actions.ask_contact(
        actor=actor or an_actor(asks, "buyer"), organisation=asked, now=now or timezone.now(), **said
    )


def an_agreed_talk(asks: Organisation, asked: Organisation, *, by: User | None = None, actor: Actor | None = None) -> Talk:  # fmt: skip
    """A talk somebody of the other side said yes to."""
    talk = a_talk(asks, asked, actor=actor)
    user = by or a_member(asked, "buyer")
    if by is not None and not actor_of(by, asked).may("exchange.manage"):
        actions.pass_on(actor=an_actor(asked, "buyer"), talk=talk, to=by, now=timezone.now())
    return actions.say_yes(actor=actor_of(user, asked), talk=talk, now=timezone.now())

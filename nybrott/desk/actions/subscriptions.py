"""Telling those who asked for it, and letting them say how much they want to hear."""

from datetime import datetime

from django.core import signing
from django.db import models, transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.letters import SALT, Wording, leave_url, told
from nybrott.desk.models import How, Subscription
from nybrott.desk.queries import subscribers_of
from nybrott.desk.rules import may_subscribe, place_of
from nybrott.journal.actions import record
from nybrott.people.models import User
from nybrott.people.queries import actor_of


@transaction.atomic
def subscribe(*, actor: Actor, kind: str, now: datetime, key: str = "", label: str = "", url: str = "") -> Subscription:
    """Be told when something happens to a thing, or of one of our own kinds. Asked twice, once is enough."""
    insist(may_subscribe(actor, kind, key))
    found, made = Subscription.objects.get_or_create(
        user_id=actor.user_id or 0, organisation_id=place_of(actor), kind=kind, key=key,
        defaults={"label": label[:300], "url": url[:300], "since": now},
    )  # fmt: skip
    if made or found.how != How.EACH:
        found.how, found.label, found.url = How.EACH, label[:300] or found.label, url[:300] or found.url
        found.save()
        record(actor=actor, verb="desk.subscribed", thing=found, at=now)
    return found


@transaction.atomic
def unsubscribe(*, actor: Actor, kind: str, now: datetime, key: str = "", label: str = "") -> Subscription:
    """Be told no more of it; this is remembered, so that nothing asks for it again by itself."""
    insist(may_subscribe(actor, kind, key))
    found, made = Subscription.objects.get_or_create(
        user_id=actor.user_id or 0, organisation_id=place_of(actor), kind=kind, key=key,
        defaults={"label": label[:300], "since": now, "how": How.NONE},
    )  # fmt: skip
    if made or found.how != How.NONE:
        found.how = How.NONE
        found.save()
        record(actor=actor, verb="desk.unsubscribed", thing=found, at=now)
    return found


def unsubscribe_by_link(*, token: str, now: datetime) -> Subscription:
    """The same by the link in a letter, for whoever holds it. Raises `Refused` for a link that is none of ours."""
    user, kind, key, organisation_id = opened(token)
    actor = actor_of(user, None)
    # the link speaks for its receiver, in the organisation it was written for, also when they have left that
    own = Actor(user.pk, organisation_id, actor.name)
    return unsubscribe(actor=own, kind=kind, key=key, now=now)


def opened(token: str) -> tuple[User, str, str, int]:
    """Whom the link in a letter speaks for, of what (kind and key), and in which organisation. Raises `Refused`."""
    try:
        user_id, organisation_id, kind, key = signing.loads(token, salt=SALT)
        return User.objects.get(pk=user_id, is_active=True), str(kind), str(key), int(organisation_id)
    except (signing.BadSignature, ValueError, TypeError, User.DoesNotExist) as trouble:
        raise Refused(_("This link is not complete. Copy all of it from the letter.")) from trouble


@transaction.atomic
def tell_subscribers(
    *, actor: Actor, thing: models.Model, wording: Wording, now: datetime, kind: str = "", key: str = "", role: str = ""
) -> int:
    """Write to those who asked to be told of a thing (or of `kind` and `key`), each in their language; gives how many.

    The one who acts is not told of what they do themselves. `role`: only those who have it. Call it in the action's
    transaction, once the action's own rule has said yes.
    """
    kind, key = kind or thing._meta.label_lower, key or ("" if kind else str(thing.pk))
    organisation_id = getattr(thing, "organisation_id", None) or place_of(actor)
    told_ones = subscribers_of(organisation_id, kind, key, role=role, but=actor.user_id)
    letters = [told(user, wording, leave_url(user.pk, organisation_id, kind, key)) for user in told_ones]
    if letters:
        record(actor=actor, verb="desk.told", thing=thing, at=now, facts={"receivers": len(letters)}, letters=letters)
    return len(letters)

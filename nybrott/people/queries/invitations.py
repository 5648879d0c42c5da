"""Invitations of an organisation, and the one a link leads to."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q

from nybrott.core.actor import Actor
from nybrott.people.models import Invitation, InvitationStanding, User
from nybrott.people.queries.members import Page, cut

LONGEST_TOKEN = 100


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return sha256(token.encode()).hexdigest()


def invitation_at(token: str) -> Invitation | None:
    """The invitation a link leads to; None when no link has this token (any more)."""
    if len(token) > LONGEST_TOKEN:
        return None
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .prefetch_related("units").filter(token_hash=hash_of(token)).first()
    )  # fmt: skip


def account_of(invitation: Invitation) -> User | None:
    """The account that has the invited address already."""
    return User.objects.filter(email__iexact=invitation.email).first()


def _standing(standing: str, now: datetime) -> Q:
    waiting = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return {
        InvitationStanding.SENT: waiting & Q(expires_at__gt=now),
        InvitationStanding.UNSENT: waiting & Q(expires_at__isnull=True),
        InvitationStanding.EXPIRED: waiting & Q(expires_at__lte=now),
        InvitationStanding.ACCEPTED: Q(accepted_at__isnull=False),
        InvitationStanding.WITHDRAWN: Q(withdrawn_at__isnull=False),
    }[InvitationStanding(standing)]


def invitations(actor: Actor, wanted: Mapping[str, Any], *, now: datetime, page: int = 1) -> Page:
    """The organisation's invitations, newest first, narrowed by `name` and `standing`; without one, those that wait."""
    found = Invitation.objects.visible_to(actor)
    if standing := wanted.get("standing"):
        found = found if standing == "all" else found.filter(_standing(standing, now))
    else:
        found = found.waiting()
    if name := str(wanted.get("name") or "").strip():
        matches = Q(email__icontains=name) | Q(name__icontains=name)
        found = found.filter(matches)
    return cut(found.order_by("-invited_at", "-pk"), page)


def unsent(actor: Actor) -> int:
    """How many are listed and have not been written to."""
    return Invitation.objects.visible_to(actor).waiting().filter(token_hash__isnull=True).count()

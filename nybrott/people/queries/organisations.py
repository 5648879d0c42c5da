"""The organisations of this host, for those who run it. They see that an organisation is there, not what it does."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from nybrott.core.actor import Actor
from nybrott.people.models import Invitation, Organisation
from nybrott.people.queries.members import Page, cut
from nybrott.people.roles import ADMIN

_ADMINS = Count(
    "memberships",
    filter=Q(
        memberships__ended_at__isnull=True, memberships__roles__contains=[ADMIN], memberships__user__is_active=True
    ),
)


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """How many live in a municipality (four digits), counted on a day."""

    municipality_number: str
    inhabitants: int
    on: date


def organisations(actor: Actor, *, name: str = "", page: int = 1) -> Page:
    """Every organisation of the host, newest first, each with `admins`, how many administrators it has. Two queries."""
    found = Organisation.objects.visible_to(actor).annotate(admins=_ADMINS)
    if name.strip():
        found = found.filter(Q(name__icontains=name.strip()) | Q(number__contains=name.strip()))
    return cut(found.order_by("-founded_at", "-pk"), page)


def first_invitation(organisation: Organisation) -> Invitation | None:
    """The newest invitation of an administrator that waits for an answer."""
    return organisation.invitations.waiting().filter(roles__contains=[ADMIN]).order_by("-pk").first()

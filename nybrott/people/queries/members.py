"""Who belongs to an organisation: the list, one member, and what happened to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.journal.models import Entry
from nybrott.people.models import Membership, Unit

PAGE_SIZE = 50
SORTS = {"name": "user__sort_name", "email": "user__email", "since": "since"}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: its rows, how many there are in all, which page this is and of how many (from 1)."""

    rows: list[Any]
    total: int
    number: int
    pages: int


def cut(rows: QuerySet[Any], page: int, size: int = PAGE_SIZE) -> Page:
    """One page of a list; a page beyond the last is the last."""
    total = rows.count()
    pages = max(1, -(-total // size))
    number = min(max(page, 1), pages)
    return Page(list(rows[(number - 1) * size : number * size]), total, number, pages)


def members(actor: Actor, wanted: Mapping[str, Any], *, sort: str = "name", page: int = 1) -> Page:
    """The organisation's members, narrowed by `name` (a part of name or address), `role`, `unit` (it and those below) and
    `ended` (those who have left instead). `sort` is a key of `SORTS`, with a minus for falling. Four queries."""
    found = Membership.objects.visible_to(actor).filter(ended_at__isnull=not wanted.get("ended"))
    if role := wanted.get("role"):
        found = found.filter(roles__contains=[role])
    if unit := wanted.get("unit"):
        inside = Unit.objects.visible_to(actor).filter(Q(pk=unit) | Q(above__contains=[unit]))
        found = found.filter(pk__in=Membership.units.through.objects.filter(unit__in=inside).values("membership_id"))
    if name := str(wanted.get("name") or "").strip():
        matches = Q(user__email__icontains=name)
        if key := sort_key(name):
            matches |= Q(user__sort_name__contains=key)
        found = found.filter(matches)
    key = SORTS[sort.removeprefix("-")]
    order = [f"-{key}", "-user_id"] if sort.startswith("-") else [key, "user_id"]
    return cut(found.select_related("user").prefetch_related("units").order_by(*order), page)


def other_admins(membership: Membership) -> int:
    """How many may sign in and are administrators of the organisation, beside this member."""
    return Membership.objects.filter(organisation_id=membership.organisation_id).current().admins().exclude(pk=membership.pk).count()  # fmt: skip


def history_of(actor: Actor, membership: Membership, most: int = 50) -> list[Entry]:
    """What happened to a membership, newest first, as far as the actor may read the journal."""
    return list(
        Entry.objects.visible_to(actor).filter(thing_kind="people.membership", thing_ref=str(membership.pk)).order_by("-id")[:most]
    )  # fmt: skip


def counted_roles(actor: Actor) -> dict[str, int]:
    """How many current members have each role."""
    counts: dict[str, int] = {}
    for roles in Membership.objects.visible_to(actor).current().values_list("roles", flat=True).iterator():
        for role in roles:
            counts[role] = counts.get(role, 0) + 1
    return counts

"""Who takes part in a run: the list, the places, whom to ask for time, and who could be a mentor."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.people.models import Membership, NetworkMember, Unit, User
from nybrott.people.queries.members import Page, cut
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartKind, PartState


def listed(actor: Actor, run: Run) -> QuerySet[Participation]:
    """Those in a run whom the actor may see: in a network's run one's own organisation's, for whoever leads it all."""
    return Participation.objects.visible_to(actor).filter(run=run)


def people(actor: Actor, run: Run, wanted: Mapping[str, Any], *, page: int = 1) -> Page:
    """A page of those in a run, by name, narrowed by `state`, `kind`, `organisation` and `name` (a part of name or address).

    Those on the waiting list alone stand in the order they wait in. Two queries.
    """
    found = listed(actor, run)
    for key in ("state", "kind", "organisation"):
        if value := wanted.get(key):
            found = found.filter(**{key: value})
    if name := str(wanted.get("name") or "").strip():
        matches = Q(user__email__icontains=name)
        if key := sort_key(name):
            matches |= Q(user__sort_name__contains=key)
        found = found.filter(matches)
    order = ("signed_up_at", "pk") if wanted.get("state") == PartState.WAITING else ("user__sort_name", "pk")
    return cut(found.select_related("user", "unit", "organisation").order_by(*order), page)


def counted(actor: Actor, run: Run) -> dict[tuple[str, str], int]:
    """(kind, state) → how many, as far as the actor sees. One query."""
    rows = listed(actor, run).order_by().values_list("kind", "state").annotate(number=Count("pk"))
    return {(kind, state): number for kind, state, number in rows}


def my_part(actor: Actor, run: Run, kind: str) -> Participation | None:
    """The actor's own part in a run, as driver or as mentor."""
    return run.parts.filter(user=actor.user_id or 0, kind=kind).first()


def place_in_queue(part: Participation) -> int:
    """How many wait before somebody on the waiting list, and they themselves: 1 for whoever is next."""
    before = Q(signed_up_at__lt=part.signed_up_at) | Q(signed_up_at=part.signed_up_at, pk__lte=part.pk)
    return Participation.objects.filter(run=part.run_id, kind=part.kind, state=PartState.WAITING).filter(before).count()


def units_of(actor: Actor) -> list[Unit]:
    """The open units the actor belongs to."""
    found = Unit.objects.visible_to(actor).filter(
        closed_at=None, memberships__user=actor.user_id or 0, memberships__ended_at=None
    )
    return list(found.distinct().order_by("name", "pk"))


def leaders(organisation_id: int, units: list[Unit], but: int | None) -> tuple[list[User], list[User]]:
    """Those with the role of unit leader: in the units or above them, and the others in the organisation; never `but`."""
    found = Membership.objects.current().filter(
        organisation=organisation_id, roles__contains=["leader"], user__is_active=True
    )
    near = {key for unit in units for key in (unit.pk, *unit.above)}
    members = list(
        found.exclude(user=but or 0).select_related("user").prefetch_related("units").order_by("user__sort_name")
    )
    close = [one.user for one in members if near & {unit.pk for unit in one.units.all()}]
    return close, [one.user for one in members if one.user not in close]


def to_wish_for(actor: Actor, run: Run, kind: str) -> QuerySet[Participation]:
    """Those somebody who is a driver or a mentor (`kind`) may wish for: the others who take part, as far as the actor sees them."""
    other = PartKind.MENTOR if kind == PartKind.DRIVER else PartKind.DRIVER
    found = listed(actor, run).filter(state=PartState.IN, kind=other).exclude(user=actor.user_id or 0)
    return found.select_related("user", "unit").order_by("user__sort_name", "pk")


def mentors_elsewhere(actor: Actor, run: Run) -> list[Participation]:
    """The own organisation's people who take part in a network's run of the same family of programmes, and are neither mentors in
    this run nor asked: the core of the idea is that they guide colleagues at home."""
    if run.network_id is not None:
        return []
    root = Participation.objects.visible_to(actor).filter(
        organisation=run.organisation_id, run__network__isnull=False, run__package__root=run.package.root
    )
    here = run.parts.mentors().exclude(state=PartState.WITHDRAWN).values("user")
    found = root.taking_part().exclude(run=run.pk).exclude(user__in=here)
    return list(
        found.select_related("user", "unit", "run")
        .order_by("user__sort_name", "user", "pk")
        .distinct("user__sort_name", "user")
    )


def taking_part(run: Run) -> list[int]:
    """The keys of the organisations a run is for: the one that leads it, and those in its network. At most one query."""
    if run.network_id is None:
        return [run.organisation_id]
    inside = NetworkMember.objects.current().filter(network=run.network_id).values_list("organisation", flat=True)
    return [run.organisation_id, *(key for key in inside.order_by("pk") if key != run.organisation_id)]


def member_at(run: Run, email: str) -> Membership | None:
    """The membership of somebody in an organisation that takes part in a run, by e-mail address; the keeper's own first."""
    found = Membership.objects.current().filter(
        organisation__in=taking_part(run), user__email__iexact=email.strip(), user__is_active=True
    )
    members = list(found.select_related("user", "organisation").order_by("pk"))
    return next((one for one in members if one.organisation_id == run.organisation_id), members[0] if members else None)


@dataclass(frozen=True, slots=True)
class Room:
    """How full a run is: places for drivers (None: as many as come), drivers who are in, and how many wait."""

    places: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Places nobody has; None when there is no end of them."""
        return None if self.places is None else max(self.places - self.taken, 0)


def room_in(run: Run) -> Room:
    """How full a run is. One query."""
    told = run.parts.filter(kind=PartKind.DRIVER).aggregate(
        taken=Count("pk", filter=Q(state=PartState.IN)), waiting=Count("pk", filter=Q(state=PartState.WAITING))
    )
    return Room(run.places, told["taken"], told["waiting"])


def whom_to_call(run: Run, *, leaders_only: bool) -> list[User]:
    """Who gets the call by letter: unit leaders, or everybody, of the units it is for (all when none is named), in the organisation
    or in the network's organisations."""
    found = Membership.objects.current().filter(organisation__in=taking_part(run), user__is_active=True)
    if leaders_only:
        found = found.filter(roles__contains=["leader"])
    if units := list(run.units.all()):
        inside = Unit.objects.filter(Q(pk__in=[one.pk for one in units]) | Q(above__overlap=[one.pk for one in units]))
        found = found.filter(units__in=inside)
    return list(User.objects.filter(pk__in=found.values("user")).order_by("pk"))

"""The tree of units, read whole: an organisation has hundreds, not hundreds of thousands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Func, IntegerField, Max

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.people.models import Membership, Unit

BETWEEN = " / "  # between the names of a path


def levels_of(unit: Unit) -> int:
    """How many levels a unit and what is below it make: 1 when nothing is below."""
    deepest = Unit.objects.below(unit).aggregate(
        most=Max(Func("above", function="cardinality", output_field=IntegerField()))
    )["most"]
    return 1 if deepest is None else deepest - len(unit.above) + 1


def sibling_names(organisation_id: int, parent: Unit | None, *, but: Unit | None = None) -> list[str]:
    """The names of the open units right below `parent` (None: at the top), without `but`."""
    beside = Unit.objects.filter(organisation_id=organisation_id, parent=parent, closed_at__isnull=True)
    return list(beside.exclude(pk=but.pk if but else 0).values_list("name", flat=True))


@dataclass(slots=True)
class Branch:
    """A unit in the tree: how many current members belong to it itself, how many to it or below, and its branches."""

    unit: Unit
    members: int = 0
    together: int = 0
    below: list["Branch"] = field(default_factory=list)


def tree(actor: Actor, *, closed: bool = False) -> list[Branch]:
    """The actor's own organisation's units as a tree, by name; open ones, or the closed too. Two queries.

    `together` counts a person once for each unit they belong to. A unit whose parent is not shown stands at the top.
    """
    units = Unit.objects.visible_to(actor)
    units = units if closed else units.filter(closed_at__isnull=True)
    counted = dict(
        Membership.objects.visible_to(actor).current().filter(units__isnull=False)
        .values_list("units").annotate(number=Count("pk")).order_by()
    )  # fmt: skip
    branches = {unit.pk: Branch(unit, counted.get(unit.pk, 0)) for unit in units.order_by("pk")}
    top: list[Branch] = []
    for branch in sorted(branches.values(), key=lambda one: (sort_key(one.unit.name), one.unit.pk)):
        parent = branches.get(branch.unit.parent_id or 0)
        (parent.below if parent else top).append(branch)
    for branch in sorted(branches.values(), key=lambda one: -len(one.unit.above)):
        branch.together = branch.members + sum(one.together for one in branch.below)
    return top


def flat(branches: Iterable[Branch]) -> list[Branch]:
    """Every branch, each before those below it."""
    return [one for branch in branches for one in (branch, *flat(branch.below))]


def paths(actor: Actor, *, closed: bool = False) -> list[tuple[int, str]]:
    """Each unit with its whole path ("Helse / Hjemmetjenesten"), in the order of the tree."""
    shown = flat(tree(actor, closed=closed))
    names = {branch.unit.pk: branch.unit.name for branch in shown}
    return [
        (branch.unit.pk, BETWEEN.join(names[key] for key in (*branch.unit.above, branch.unit.pk) if key in names))
        for branch in shown
    ]


@dataclass(frozen=True, slots=True)
class Affected:
    """What closing a unit touches: its current members, invitations that wait, and open units right below it."""

    members: int
    invitations: int
    open_below: int


def affected_by_closing(unit: Unit) -> Affected:
    """What closing a unit touches."""
    return Affected(
        members=unit.memberships.current().count(),
        invitations=unit.invitations.waiting().count(),
        open_below=unit.children.filter(closed_at__isnull=True).count(),
    )

"""Figures of official notices for groups of organisations beside each other: the network, those of the same size, those of the same county.

Counted by the observatory, as everywhere else. Who is in the two last groups: organisations of this host, counted together and never named.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.comparison import Side
from nybrott.core.groups import Member as Listed
from nybrott.networks.queries import county_of
from nybrott.observatory.queries import Asked, compared
from nybrott.partnerships.queries.members import Member, size_of
from nybrott.partnerships.states import Size
from nybrott.people.models import Organisation

HOME = "NO"
FEWEST = 3  # organisations of this host that are counted together without being named


@dataclass(frozen=True, slots=True)
class Group:
    """A group: what it is called, of how many organisations, how many of them have a notice, and its figures; None where it cannot be shown, with why."""

    key: str
    name: str
    organisations: int
    seen: int
    side: Side | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Official:
    """The groups beside each other, the rest of the country, and each member of the network that shows its row."""

    groups: tuple[Group, ...]
    rest: Side | None
    rows: tuple[tuple[Member, Side], ...]


def official(actor: Actor, own: Organisation, shown: list[Member]) -> Official:
    """Figures of the members in `shown`, and of the groups `own` belongs to. Every row stands for the same country."""
    mine = _listed(one.organisation for one in shown)
    found = compared(Asked(HOME, group=mine)) if mine else None
    sides = {row.ref: row for row in found.rows} if found else {}
    rows = tuple((one, sides[one.organisation.number]) for one in shown if one.organisation.number in sides)
    network = Group("network", _("Members that share their row"), len(shown), len(sides), found.together if found else None)  # fmt: skip
    return Official((network, *_beside(actor, own)), found.rest if found else None, rows)


def _beside(actor: Actor, own: Organisation) -> list[Group]:
    every = list(Organisation.objects.visible_to(actor).filter(country=HOME).exclude(number=""))
    size, county = size_of(own), county_of(own)
    made = []
    if size in (Size.SMALL, Size.MEDIUM, Size.LARGE):
        made.append(_group("size", str(size.label), [one for one in every if size_of(one) == size]))
    if county:
        made.append(_group("county", _("Organisations in %(county)s here") % {"county": county}, [one for one in every if county_of(one) == county]))  # fmt: skip
    return made


def _group(key: str, name: str, found: list[Organisation]) -> Group:
    if len(found) < FEWEST:
        return Group(key, name, len(found), 0, None, _("Fewer than three organisations here"))
    told = compared(Asked(HOME, group=_listed(found)))
    return Group(key, name, len(found), len(told.rows), told.together)


def _listed(found: Iterable[Organisation]) -> tuple[Listed, ...]:
    return tuple(sorted({Listed(HOME, one.number) for one in found if one.country == HOME and one.number}))

"""The family tree of a programme: every version anybody let us see, what it came from, and why it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.programme import Shipped, shipped
from nybrott.programmes.models import Package, Programme

LANE, STEP, LEFT, TOP, NAMES = (
    40,
    110,
    24,
    24,
    520,
)  # pixels between lanes and between versions, around them, and for names


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `came_from`: the key (uid, version) of what it was derived from or brought up to date with. `seen`:
    whether we have it, or only know its name from a package that came from it; a draft has no `released_on`."""

    key: tuple[str, int]
    name: str
    publisher: str
    came_from: tuple[str, int] | None
    note: str = ""
    released_on: date | None = None
    url: str = ""
    seen: bool = True
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """All versions of one programme, oldest first."""

    uid: str
    name: str
    publisher: str
    versions: tuple[Version, ...]

    @property
    def told(self) -> list[tuple[Version, tuple[str, int] | None]]:
        """Each version with what it came from, where that is another than the one before it says."""
        befores = [None, *(one.came_from for one in self.versions)]
        return [
            (one, one.came_from if one.came_from != before else None)
            for one, before in zip(self.versions, befores, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class Dot:
    """A version as it is drawn."""

    version: Version
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The tree as it is drawn: a lane for each programme, a dot for each version, lines between."""

    width: int
    height: int
    names_at: int
    lanes: tuple[tuple[Lane, int], ...]
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    branches: tuple[str, ...]


def family(actor: Actor, root: str) -> tuple[Lane, ...]:
    """The lanes of a family, those that others came from first. Two queries."""
    found: dict[tuple[str, int], Version] = {}
    for one in shipped().values():
        if _root_of(one) == root:
            before = shipped().get(one.derived_from)
            found[one.uid, one.version] = Version(
                (one.uid, one.version), _name(one), "Nybrott", (before.uid, before.version) if before else None, one.note,
                date.fromisoformat(one.released_on), reverse("programmes:shipped", args=[one.id]),
            )  # fmt: skip
    for package in Package.objects.visible_to(actor).filter(root=root).order_by("uid", "version", "pk"):
        _add_package(found, package)
    for draft in (
        Programme.objects.visible_to(actor).select_related("organisation", "upstream").prefetch_related("packages")
    ):
        _add_draft(found, draft, root)
    return _lanes(found)


def _root_of(one: Shipped) -> str:
    while one.derived_from:
        one = shipped()[one.derived_from]
    return one.uid


def _name(one: Shipped) -> str:
    return str(one.programme["name"]["nb"])


def _add_package(found: dict[tuple[str, int], Version], package: Package) -> None:
    line = package.said["line"]
    keys = [(one["programme"], one["version"]) for one in line]
    key = (package.uid, package.version)
    if key not in found or not found[key].seen:
        found[key] = Version(
            key, package.name, package.publisher, keys[0] if keys else None, package.note, package.released_on,
            reverse("programmes:package", args=[package.pk]),
        )  # fmt: skip
    for place, one in enumerate(line):  # what we know by name only
        after = keys[place + 1] if place + 1 < len(keys) else None
        found.setdefault(keys[place], Version(keys[place], one["name"], one["publisher"], after, seen=False))


def _add_draft(found: dict[tuple[str, int], Version], draft: Programme, root: str) -> None:
    packages = sorted(draft.packages.all(), key=lambda one: one.version)
    last = packages[-1] if packages else None
    mine = last.root if last else draft.upstream.root if draft.upstream else draft.uid
    if mine != root or (last is not None and last.content == draft.content):
        return
    key = (draft.uid, last.version + 1 if last else 1)
    came_from = (draft.upstream.uid, draft.upstream.version) if draft.upstream else None
    url = reverse("programmes:programme", args=[draft.slug])
    found[key] = Version(
        key, str(draft), draft.organisation.name, came_from, _("Being worked on"), None, url, draft=True
    )


def _lanes(found: dict[tuple[str, int], Version]) -> tuple[Lane, ...]:
    by_programme: dict[str, list[Version]] = {}
    for key in sorted(found):
        by_programme.setdefault(key[0], []).append(found[key])

    def depth(uid: str, passed: frozenset[str] = frozenset()) -> int:
        parents = {one.came_from[0] for one in by_programme.get(uid, []) if one.came_from}
        return 1 + max((depth(up, passed | {uid}) for up in parents - passed - {uid}), default=0)

    def order(uid: str) -> tuple[int, date, str]:
        days = [one.released_on for one in by_programme[uid] if one.released_on]
        return (depth(uid), min(days, default=date.max), uid)

    return tuple(
        Lane(uid, by_programme[uid][-1].name, by_programme[uid][-1].publisher, tuple(by_programme[uid]))
        for uid in sorted(by_programme, key=order)
    )


def drawn(lanes: Sequence[Lane]) -> Drawing:
    """Where everything stands: a version one step right of all it came from."""
    column: dict[tuple[str, int], int] = {}
    for lane in lanes:
        at = -1
        for version in lane.versions:
            at = max(at, column.get(version.came_from, -1) if version.came_from else -1) + 1
            column[version.key] = at
    row = {lane.uid: number for number, lane in enumerate(lanes)}
    spot = {
        version.key: (LEFT + column[version.key] * STEP, TOP + row[lane.uid] * LANE * 2)
        for lane in lanes
        for version in lane.versions
    }
    lines = [
        f"M{spot[one.key][0]} {spot[one.key][1]}H{spot[other.key][0]}"
        for lane in lanes
        for one, other in pairwise(lane.versions)
    ]
    branches = []
    for lane in lanes:
        known = None
        for version in lane.versions:
            if version.came_from in spot and version.came_from != known and version.came_from[0] != lane.uid:
                (x0, y0), (x1, y1) = spot[version.came_from], spot[version.key]
                middle = (x0 + x1) / 2
                branches.append(f"M{x0} {y0}C{middle:g} {y0} {middle:g} {y1} {x1} {y1}")
                known = version.came_from
    widest = max((x for x, _y in spot.values()), default=0)
    dots = tuple(Dot(version, *spot[version.key]) for lane in lanes for version in lane.versions)
    return Drawing(
        widest + NAMES, TOP + len(lanes) * LANE * 2, widest + 36, tuple((lane, TOP + row[lane.uid] * LANE * 2) for lane in lanes), dots, tuple(lines),
        tuple(branches),
    )  # fmt: skip

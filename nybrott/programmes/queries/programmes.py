"""Programmes as lists and pages show them: what there is to copy, what is new upstream, who signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.language import sort_key
from nybrott.core.merging import offers
from nybrott.core.programme import Shipped, shipped
from nybrott.programmes.models import Package, Programme, SigningKey


def own_programmes(actor: Actor) -> list[Programme]:
    """The organisation's programmes, by name."""
    found = Programme.objects.visible_to(actor).select_related("upstream", "organisation")
    return sorted(found, key=lambda one: (sort_key(str(one)), one.pk))


def packages_to_copy(actor: Actor) -> list[Package]:
    """The newest version of each programme that others share or that was brought in, by name. One query."""
    found = Package.objects.visible_to(actor).exclude(programme__organisation_id=actor.organisation_id or 0)
    came_with = {one.uid for one in shipped().values()}
    newest: dict[str, Package] = {}
    for one in found.exclude(uid__in=came_with).select_related("programme__organisation").order_by("uid", "version"):
        newest[one.uid] = one
    return sorted(newest.values(), key=lambda one: (sort_key(one.name), one.pk))


@dataclass(frozen=True, slots=True)
class News:
    """A newer version of what a programme came from. `package` is None for one that comes with Nybrott and is not held
    yet; `shipped` is its id then."""

    version: int
    publisher: str
    note: str
    content: Mapping[str, Any]
    package: Package | None = None
    shipped: str = ""


def newest_upstream(actor: Actor, programme: Programme) -> News | None:
    """The newest version of what a programme came from, when it is newer than the one it follows and the actor may see it."""
    upstream = programme.upstream
    if upstream is None:
        return None
    newer = (
        Package.objects.visible_to(actor)
        .filter(uid=upstream.uid, version__gt=upstream.version)
        .order_by("-version")
        .first()
    )
    with_nybrott = next(
        (one for one in shipped().values() if one.uid == upstream.uid and one.version > upstream.version), None
    )
    if with_nybrott is not None and (newer is None or with_nybrott.version > newer.version):
        return News(with_nybrott.version, "Nybrott", with_nybrott.note, with_nybrott.programme, shipped=with_nybrott.id)
    return None if newer is None else News(newer.version, newer.publisher, newer.note, newer.content, newer)


def pieces_waiting(actor: Actor, programme: Programme) -> int:
    """How many pieces of the newest upstream version are to be settled."""
    news = newest_upstream(actor, programme)
    return 0 if news is None else len(offers(programme.base, programme.content, news.content))


def key_said(actor: Actor, package: Package) -> tuple[str, int]:
    """Whose key it is on this host ("" when nobody's), and how many other packages one has that it signed."""
    key = SigningKey.objects.filter(public=bytes(package.key)).select_related("organisation").first()
    whose = "" if key is None else key.organisation.name if key.organisation else "Nybrott"
    return whose, Package.objects.visible_to(actor).filter(key=bytes(package.key)).exclude(pk=package.pk).count()


def shipped_to_copy(actor: Actor) -> list[tuple[Shipped, Programme | None]]:
    """What comes with Nybrott, each with the organisation's own programme that follows it."""
    mine = {one.upstream.uid: one for one in own_programmes(actor) if one.upstream}
    return [(one, mine.get(one.uid)) for one in shipped().values()]


def open_packages(*, page: int, size: int) -> tuple[int, list[Package]]:
    """How many programmes are open to everyone, and a page of the newest version of each, by name. Two queries."""
    newest = Package.objects.visible_to(VISITOR).order_by("uid", "-version", "pk").distinct("uid")
    found = Package.objects.filter(pk__in=newest.values("pk")).order_by("name", "uid")
    return found.count(), list(found[(page - 1) * size : page * size])


def open_versions(uid: str) -> list[Package]:
    """All open versions of a programme, the newest first."""
    return list(Package.objects.visible_to(VISITOR).filter(uid=uid).order_by("-version", "pk")[:200])


def open_state() -> str:
    """Changes whenever what is open to everyone does."""
    return repr(sorted(Package.objects.visible_to(VISITOR).values_list("pk", flat=True)))

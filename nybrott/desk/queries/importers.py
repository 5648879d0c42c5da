"""The kinds of row that can be brought in, as the rooms named them when the site started."""

from collections.abc import Callable

from nybrott.core.actor import Actor
from nybrott.core.importing import Importer

Of = Callable[[int, Actor | None], Importer | None]
"""The importer for one thing, by its key; None when there is no such thing, or when the actor (if any) may not see it."""

_named: dict[str, Importer] = {}
_families: dict[str, tuple[object, Of]] = {}


def register_importer(importer: Importer) -> None:
    """Called from a room's `AppConfig.ready`. Naming the same one again changes nothing; another of its key is refused."""
    if _named.setdefault(importer.key, importer) != importer:
        raise ValueError(f"there is already an importer {importer.key}")


def register_importers(key: str, name: object, of: Of) -> None:
    """Rows that are brought into one thing each: "contributions" makes "contributions-17". `name` is what they are called."""
    _families[key] = (name, of)


def importer_of(key: str, actor: Actor | None = None) -> Importer | None:
    """The importer with this key, if there is one; with `actor`, if they may see what it is about."""
    family, _dash, ref = key.rpartition("-")
    if family in _families and ref.isascii() and ref.isdigit() and len(ref) < 19:
        return _families[family][1](int(ref), actor)
    return _named.get(key)


def name_of(key: str) -> str:
    """What the rows of an importer are called, without a look at what they are about."""
    if key in _named:
        return str(_named[key].name)
    return str(_families.get(key.rpartition("-")[0], (key,))[0])


def importers_for(actor: Actor) -> list[Importer]:
    """Those the actor may use, in the order of their keys; not those about one thing, which are met there."""
    return [named for _key, named in sorted(_named.items()) if actor.may(named.permission)]

"""The kinds of row that can be brought in, as the rooms named them when the site started."""

from nybrott.core.actor import Actor
from nybrott.core.importing import Importer

_named: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Called from a room's `AppConfig.ready`. Naming the same one again changes nothing; another of its key is refused."""
    if _named.setdefault(importer.key, importer) != importer:
        raise ValueError(f"there is already an importer {importer.key}")


def importer_of(key: str) -> Importer | None:
    """The importer with this key, if there is one."""
    return _named.get(key)


def importers_for(actor: Actor) -> list[Importer]:
    """Those the actor may use, in the order of their keys."""
    return [named for _key, named in sorted(_named.items()) if actor.may(named.permission)]

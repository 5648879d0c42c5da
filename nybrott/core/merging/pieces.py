"""A document in pieces: where they lie, what differs, and a document with one of them changed. Nothing given is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]
ORDER = "(order)"  # the last step of a path that names the order of a list of things


@dataclass(frozen=True, slots=True)
class Piece:
    """What differs in one place. `old` or `new` is None where there is nothing. A path whose last step is "(order)" holds
    the ids of the things in both documents, in their order."""

    path: Path
    old: Any
    new: Any


def is_things(value: object) -> bool:
    """Whether a value is a list of things; an empty list is, too."""
    return isinstance(value, list) and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in value)


def by_id(things: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A list of things by their ids."""
    return {one["id"]: one for one in things}


def difference(old: Any, new: Any) -> tuple[Piece, ...]:
    """What must be changed in `old` to get `new`, piece by piece, in the order of `new`."""
    return tuple(_walk((), old, new))


def _walk(path: Path, old: Any, new: Any) -> list[Piece]:
    if isinstance(old, dict) and isinstance(new, dict):
        found = []
        for key in [*new, *(key for key in old if key not in new)]:
            found += _walk((*path, key), old.get(key), new.get(key))
        return found
    if is_things(old) and is_things(new) and (old or new):
        return _walk_things(path, by_id(old), by_id(new))
    return [] if _same(old, new) else [Piece(path, old, new)]


def _same(old: Any, new: Any) -> bool:
    return type(old) is type(new) and old == new


def _walk_things(path: Path, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> list[Piece]:
    found = []
    for id in [*new, *(id for id in old if id not in new)]:
        found += _walk((*path, id), old.get(id), new.get(id))
    before, after = [id for id in old if id in new], [id for id in new if id in old]
    if before != after:
        found.append(Piece((*path, ORDER), before, after))
    return found


def value_at(document: Any, path: Path) -> Any:
    """What stands at a path; None when there is nothing, or nothing on the way to it."""
    here = document
    for step in path:
        if step == ORDER:
            return [one["id"] for one in here] if is_things(here) else None
        if isinstance(here, dict):
            here = here.get(step)
        elif is_things(here):
            here = by_id(here).get(step)
        else:
            return None
    return here


def missing_above(document: Any, path: Path) -> Path | None:
    """The path of the outermost on the way to `path`, itself included, that the document has not; None when all are there."""
    for place in range(1, len(path) + 1):
        if path[place - 1] != ORDER and value_at(document, path[:place]) is None:
            return path[:place]
    return None


def changed(document: Any, path: Path, value: Any, like: Any) -> Any:
    """The document with `value` at `path` (None: without it). Something new in a list stands where it stands in `like`.
    Raises LookupError when there is no way to the path."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    near = value_at(like, (step,)) if like is not None else None
    if step == ORDER:
        return _ordered(document, value)
    if isinstance(document, dict):
        inner = document.get(step)
        if rest and inner is None:
            raise LookupError("/".join(path))
        after = changed(inner, rest, value, near)
        kept = {key: after if key == step else one for key, one in document.items()}
        kept[step] = after
        return {key: one for key, one in kept.items() if one is not None}
    if is_things(document):
        return _thing_changed(document, step, rest, value, like)
    raise LookupError("/".join(path))


def _thing_changed(things: list[dict[str, Any]], id: str, rest: Path, value: Any, like: Any) -> list[dict[str, Any]]:
    here = by_id(things)
    if id in here:
        near = by_id(like).get(id) if is_things(like) else None
        after = changed(here[id], rest, value, near)
        return [after if one["id"] == id else one for one in things if after is not None or one["id"] != id]
    if rest:
        raise LookupError(id)
    if value is None:
        return things
    others = [one["id"] for one in like] if is_things(like) else []
    before = others[: others.index(id)] if id in others else [one["id"] for one in things]
    last = next((one for one in reversed(before) if one in here), None)
    place = next((number for number, one in enumerate(things, 1) if one["id"] == last), 0)
    return [*things[:place], value, *things[place:]]


def _ordered(things: Any, order: Any) -> list[dict[str, Any]]:
    """The things in the order of these ids; one that is not named stays after the one it follows."""
    if not is_things(things) or not isinstance(order, list):
        raise LookupError(ORDER)
    following: dict[str, list[dict[str, Any]]] = {"": []}
    last = ""
    for one in things:
        if one["id"] in order:
            last = one["id"]
            following[last] = [one]
        else:
            following[last].append(one)
    return [one for id in ["", *order] for one in following.get(id, [])]

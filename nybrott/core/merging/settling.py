"""Somebody else's changes, offered piece by piece. `base` is what we last settled of theirs, `ours` what we have, `theirs` what
they have now; a piece is settled by moving `base` to theirs there, and `ours` to what was chosen."""

from dataclasses import dataclass
from typing import Any

from nybrott.core.merging.pieces import ORDER, Path, changed, difference, missing_above, value_at


@dataclass(frozen=True, slots=True)
class Offer:
    """One piece that changed there. `clash`: it was changed here as well, otherwise. None: there is nothing in that place."""

    path: Path
    base: Any
    ours: Any
    theirs: Any
    clash: bool


def offers(base: Any, ours: Any, theirs: Any) -> tuple[Offer, ...]:
    """What changed there since `base` and is not so here already. A change inside something that was removed here is
    offered as the whole of it."""
    found: dict[Path, Offer] = {}
    for piece in difference(base, theirs):
        path = missing_above(ours, piece.path) or piece.path
        if path in found:
            continue
        was, here, there = value_at(base, path), value_at(ours, path), value_at(theirs, path)
        if path[-1:] == (ORDER,):
            both = [id for id in was or [] if id in (here or []) and id in (there or [])]
            was, here, there = (_only(value, both) for value in (was, here, there))
            if here == there or len(both) < 2 or was == there:
                continue
        elif here == there:
            continue
        found[path] = Offer(path, was, here, there, clash=here != was)
    return tuple(found.values())


def _only(order: Any, kept: list[str]) -> list[str]:
    return [id for id in order or [] if id in kept]


def settle(base: Any, ours: Any, theirs: Any, path: Path, chosen: Any) -> tuple[Any, Any]:
    """The new base and ours after one piece: theirs there is known now, and `chosen` stands here (None: nothing does). What
    is the same on both sides needs no decision, and the base knows it too.
    Raises LookupError when the path leads nowhere."""
    there = value_at(theirs, path)
    missing = missing_above(base, path)
    if missing is not None and missing != path:
        raise LookupError("/".join(path))
    after = changed(ours, path, chosen, theirs)
    return agreed(changed(base, path, there, theirs), after, theirs), after


def agreed(base: Any, ours: Any, theirs: Any) -> Any:
    """The base with everything that needs no decision moved to theirs: what is here already as it is there."""
    open_paths = {offer.path for offer in offers(base, ours, theirs)}
    moved = base
    for piece in difference(base, theirs):
        path = missing_above(ours, piece.path) or piece.path
        if path not in open_paths:
            moved = changed(moved, piece.path, value_at(theirs, piece.path), theirs)
    return moved

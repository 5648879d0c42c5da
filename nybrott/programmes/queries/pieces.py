"""Differences and offers as pages show them: what the piece is called, both texts, and what changed between them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nybrott.core.merging import Change, Offer, Piece, changes
from nybrott.programmes.queries.lessons import Learnt, of_piece

Label = Callable[[tuple[str, ...]], str]
Say = Callable[[tuple[str, ...], Any], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What differs in one place: `changes` lead from the one text to the other; `lessons` were learnt about the part it lies in."""

    label: str
    changes: tuple[Change, ...]
    lessons: tuple[Learnt, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """A piece to decide on. `key` names it in forms. `news`: from what we knew of theirs to what they have now; `ours_now`: what
    stands here, shown when it is something else. `third`: the text to begin with when one may write a third, None when one
    may not."""

    key: str
    label: str
    news: tuple[Change, ...]
    ours_now: str
    clash: bool
    third: str | None
    gone_there: bool
    gone_here: bool
    lessons: tuple[Learnt, ...] = ()


def key_of(path: tuple[str, ...]) -> str:
    """A path as one word of a form."""
    return "/".join(path)


def shown(pieces: Iterable[Piece], label: Label, say: Say, learnt: Sequence[Learnt] = ()) -> list[Shown]:
    """A difference for reading, with what was learnt about each piece."""
    return [
        Shown(label(one.path), changes(say(one.path, one.old), say(one.path, one.new)), of_piece(learnt, one.path)) for one in pieces
    ]  # fmt: skip


def offered(found: Iterable[Offer], label: Label, say: Say, learnt: Sequence[Learnt] = ()) -> list[Offered]:
    """Offers for deciding, with what was learnt about each piece."""
    return [
        Offered(
            key_of(one.path), label(one.path), changes(say(one.path, one.base), say(one.path, one.theirs)), say(one.path, one.ours),
            one.clash, as_typed(one.theirs if one.theirs is not None else one.ours, one.path), one.theirs is None, one.ours is None, of_piece(learnt, one.path),
        )
        for one in found
    ]  # fmt: skip


def as_typed(value: Any, path: tuple[str, ...]) -> str | None:
    """A value as one may write it in a field; None for what is taken or kept whole."""
    if path[-1:] == ("(order)",) or isinstance(value, dict) or value is None:
        return None
    if isinstance(value, list):
        return "\n".join(str(one) for one in value) if value and not isinstance(value[0], dict) else None
    return str(value)


def typed(text: str, like: Any) -> Any:
    """What somebody wrote as a third, as a value like `like`. Raises ValueError with a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    try:
        if isinstance(like, int):
            return int(text)
        if isinstance(like, list):
            return [int(line) for line in lines] if like and isinstance(like[0], int) else lines
    except ValueError:
        raise ValueError(_("Write whole numbers, one on each line.")) from None
    if not text.strip():
        raise ValueError(_("Write what it should say here instead."))
    return text.strip()

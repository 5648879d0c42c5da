"""What rooms above have to say on the page of a challenge or of a need. They say it when they start; the page shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from nybrott.core.actor import Actor

Place = Literal["challenge", "need"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, where that leads, one word that is set apart, what is said, and a quiet line below."""

    label: str
    url: str = ""
    word: str = ""
    kind: str = "neutral"
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a page: its heading and its lines. Without lines it is not shown. `url` and `more` lead to all of it."""

    heading: str
    lines: tuple[Line, ...] = field(default_factory=tuple)
    url: str = ""
    more: str = ""


Read = Callable[[Actor, Any], Iterable[Said]]
_SAID: dict[str, list[Read]] = {"challenge": [], "need": []}


def add_said(place: Place, read: Read) -> None:
    """What a room above says on the page of each challenge, or of each need; read for the one who looks."""
    if read not in _SAID[place]:
        _SAID[place].append(read)


def said_of(actor: Actor, place: Place, thing: Any) -> list[Said]:
    """What is said of a challenge or a need, for its page."""
    return [said for read in _SAID[place] for said in read(actor, thing) if said.lines]

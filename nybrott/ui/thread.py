"""The red thread: stops from a person's words to a measured benefit, as a list that is also a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

State = Literal["done", "now", "missing", "assumption", "stopped"]

WORDS: dict[State, Promise] = {
    "done": _("Done"),
    "now": _("Now"),
    "missing": _("Not yet"),
    "assumption": _("Assumption"),
    "stopped": _("Stopped"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the thread.

    `state`: done (filled), now (ring), missing or assumption (dashed), stopped (crossed; give the reason as `note`).
    `word` replaces the state's usual word ("Verified"). `note` is one short line, such as a date or a name.
    """

    label: str
    state: State
    url: str = ""
    note: str = ""
    word: str = ""

    @property
    def says(self) -> str:
        """The state in a word, in the language of the page."""
        return self.word or str(WORDS[self.state])


@dataclass(frozen=True, slots=True)
class NextStep:
    """One next step: what state a thing is in, what comes next, who can take it, and if not you, why.

    `url` leads to the step when the reader may take it; otherwise it is empty and `reason` says why not.
    """

    state: str
    step: str
    who: str = ""
    url: str = ""
    reason: str = ""
    due: str = ""


def curve(stops: Sequence[Stop]) -> tuple[str, str]:
    """Two SVG paths through rising stops, in a box 100 wide and len(stops) − 1 high: the drawn part up to the last
    stop that is done or now, and the part still to come. The line leaves each stop level and climbs to the next."""
    last = len(stops) - 1
    reached = max((place for place, stop in enumerate(stops) if stop.state in {"done", "now"}), default=0)
    points = [(place * 100 / len(stops), float(last - place)) for place in range(len(stops))]
    return _path(points[: reached + 1]), _path(points[reached:])


def _path(points: Sequence[tuple[float, float]]) -> str:
    if len(points) < 2:
        return ""
    parts = [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        parts.append(f"C{middle:.2f} {y0:.2f} {middle:.2f} {y1:.2f} {x1:.2f} {y1:.2f}")
    return "".join(parts)

"""The red thread as a graph: stops from a person's words to a measured benefit, and what led to what. Pure.

Each room gives the stops it knows of a thing; `threads` joins them, cuts out what belongs to one thing, and shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["done", "now", "missing", "assumption", "stopped"]

# The kinds of stops in the order of the thread; what is no kind here comes last.
ORDER = (
    "goal", "run", "example", "taken", "challenge", "twin", "team", "anchoring", "session", "next_step", "workshop", "story", "outreach", "contribution", "evidence", "insight", "need", "priority", "statement", "description", "reply", "dialogue", "procurement", "requirement", "procedure", "notice", "contract",
    "benefit", "case", "adoption", "group",
)  # fmt: skip
# Kinds that stand with another kind in one stage of the picture.
WITHIN = {
    "taken": "example", "twin": "challenge", "team": "challenge", "anchoring": "challenge", "priority": "need",
    "next_step": "session", "workshop": "session", "story": "session", "outreach": "session",
}  # fmt: skip
BACK = {"reply"}  # kinds that lead back to where the thread began
BEGINS = "challenge"  # the kind that stays on a thread, from wherever it is seen
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop. `kind` and `ref` name the thing ("need", "12"); `at` is when it happened, None while it has not.

    `who` did it (a name, a role, a pseudonym); `note` is one short line (how many, when), and of a missing stop the step
    that would fill it, taken at `url`; `word` replaces the state's usual word.
    """

    kind: str
    ref: str
    label: str
    state: State
    url: str = ""
    at: datetime | None = None
    note: str = ""
    word: str = ""
    who: str = ""

    @property
    def key(self) -> Key:
        """What makes it this stop and no other."""
        return (self.kind, self.ref)


@dataclass(frozen=True, slots=True)
class Trail:
    """Stops, and links from one stop's key to the next one's."""

    stops: tuple[Stop, ...] = ()
    links: frozenset[tuple[Key, Key]] = frozenset()

    def seen_from(self, key: Key) -> "Trail":
        """What led to one thing and what came of it. Of a stage nothing else is left of, what is only counted or missing stays; so does where
        it began. Empty when the thing is not on the trail."""
        there = {stop.key for stop in self.stops}
        if key not in there:
            return Trail()
        back, on = (_reached(self.links, [key], way) for way in (1, 0))
        kept = {one for one in back | on | {key} if one in there}
        kept |= {stop.key for stop in self.stops if stop.kind == BEGINS and stop.ref.isdigit()}
        full = {WITHIN.get(kind, kind) for kind, _ref in kept}
        stops = tuple(
            stop
            for stop in self.stops
            if stop.key in kept or (not stop.ref.isdigit() and WITHIN.get(stop.kind, stop.kind) not in full)
        )
        left = {stop.key for stop in stops}
        return Trail(stops, frozenset(link for link in self.links if link[0] in left and link[1] in left))


def joined(trails: Iterable[Trail]) -> Trail:
    """Several rooms' parts as one trail; of one stop given twice the later room knows best."""
    stops: dict[Key, Stop] = {}
    links: set[tuple[Key, Key]] = set()
    for trail in trails:
        stops |= {stop.key: stop for stop in trail.stops}
        links |= trail.links
    held = frozenset(link for link in links if link[0] in stops and link[1] in stops)
    return Trail(tuple(in_order(stops.values())), held)


def in_order(stops: Iterable[Stop]) -> list[Stop]:
    """Stops in the order of the thread: by kind, then by time (those to come last), then by name."""
    place = {kind: number for number, kind in enumerate(ORDER)}

    def key(stop: Stop) -> tuple[int, bool, float, str]:
        return (
            place.get(stop.kind, len(ORDER)), stop.at is None, stop.at.timestamp() if stop.at else 0.0, stop.label
        )  # fmt: skip

    return sorted(stops, key=key)


@dataclass(frozen=True, slots=True)
class Stage:
    """The stops of one kind, and of those that stand with it. `state` says how far the stage is as a whole."""

    kind: str
    stops: tuple[Stop, ...]

    @property
    def state(self) -> State:
        """Now while anything in it is being done; else done when anything is and nothing is missing."""
        found = {stop.state for stop in self.stops}
        if "now" in found or {"done", "missing"} <= found:
            return "now"
        return next((state for state in STATES if state in found), "missing")


STATES: tuple[State, ...] = ("done", "assumption", "missing", "stopped")


def stages(trail: Trail) -> list[Stage]:
    """The trail in its stages, in the order of the thread; stages without a stop are left out."""
    found: dict[str, list[Stop]] = {}
    for stop in in_order(trail.stops):
        found.setdefault(WITHIN.get(stop.kind, stop.kind), []).append(stop)
    return [Stage(kind, tuple(stops)) for kind, stops in found.items()]


def held(trail: Trail) -> frozenset[Key]:
    """The thread itself: what is done in the stage that is furthest along, and everything it came from. Word back to those
    who told is no step further."""
    for stage in reversed([stage for stage in stages(trail) if stage.kind not in BACK]):
        ends = {stop.key for stop in stage.stops if stop.state == "done"}
        if ends:
            return frozenset(ends) | _reached(trail.links, ends, 1)
    return frozenset()


def before(trail: Trail, key: Key) -> frozenset[Key]:
    """Everything a stop came from, however far back. Circles are walked once."""
    return _reached(trail.links, [key], 1) - {key}


def _reached(links: Iterable[tuple[Key, Key]], start: Iterable[Key], way: Literal[0, 1]) -> frozenset[Key]:
    """Everything links lead to from a start, against them (1) or along them (0). Each link is walked once."""
    next_to: dict[Key, list[Key]] = {}
    for link in links:
        next_to.setdefault(link[way], []).append(link[1 - way])
    found: set[Key] = set()
    wanted = list(start)
    while wanted:
        for other in next_to.pop(wanted.pop(), ()):
            if other not in found:
                found.add(other)
                wanted.append(other)
    return frozenset(found)

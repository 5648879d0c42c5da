"""What every page of a challenge has around it, and what rooms above hang on a challenge: they say it when they start.

A room above adds tabs, next steps, counts, columns of the list, stops of the red thread, and texts that are compared; this
room shows them without knowing what they are.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.ui.frame import Link

Text = tuple[int, int, str, str]
"""A text that is compared: the challenge it hangs on, its key, what it is called, its words."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a challenge has come with one thing on its thread. `now`: it is worked on; `assumed`: there, but not shown."""

    kind: str
    label: str
    done: bool
    now: bool = False
    note: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something a challenge waits for besides its next step. `said` says what, `items` which, `step` is done at `url`."""

    said: str
    items: tuple[str, ...]
    step: str
    url: str


PARTS: list[tuple[str, Promise]] = [
    ("challenges:challenge", _("Overview")),
    ("challenges:twins", _("Likely twins")),
    ("challenges:team", _("Team")),
]
# what stands beside the list of challenges, when rooms above have something of the whole organisation to show
PLACES: list[tuple[str, Promise]] = [("challenges:challenges", _("Challenges"))]
# what those who work on a challenge can do with it beside its parts
LINKS: list[tuple[str, Promise]] = []
# state of a challenge → what comes next, and the address where it is done
STEPS: dict[str, tuple[Promise, str]] = {
    "raised": (_("Ask a leader to say yes to the time and the goal"), "challenges:anchoring"),
    "anchored": (_("Ask the users what is hard"), "challenges:hearing"),
}
REMINDERS: list[Callable[[Actor, Challenge, datetime], Reminder | None]] = []
COUNTS: dict[str, Count] = {}
# column of the list → what stands above it, and the count it shows
COLUMNS: dict[str, tuple[Promise, str]] = {}
STOPS: list[Callable[[Challenge, Mapping[str, int]], Iterable[Reached]]] = []
# kind of text → what reads the texts of these challenges
TEXTS: dict[str, Callable[[Collection[int]], Iterator[Text]]] = {}
# kind of text that is a likely twin by itself → which challenges these keys hang on, as far as somebody may see them
WITHIN: dict[str, Callable[[Actor, Collection[int]], Mapping[int, int]]] = {}


def add_part(address: str, label: Promise, *, before: str) -> None:
    """A tab of a room above. `address` takes the challenge's key; `before` is the address of the tab it stands before."""
    names = [name for name, _label in PARTS]
    if before not in names:
        raise ValueError(f"{before} is no tab yet; in INSTALLED_APPS the room that adds it stands before this one")
    if address not in names:
        PARTS.insert(names.index(before), (address, label))


def add_place(address: str, label: Promise) -> None:
    """A tab beside the list of challenges. `address` takes nothing."""
    if address not in dict(PLACES):
        PLACES.append((address, label))


def add_link(address: str, label: Promise) -> None:
    """Something a room above lets those who work on a challenge do with it. `address` takes the challenge's key."""
    if (address, label) not in LINKS:
        LINKS.append((address, label))


def add_step(state: str, label: Promise, address: str) -> None:
    """What comes next in a state that a room above works in."""
    STEPS[state] = (label, address)


def add_reminder(read: Callable[[Actor, Challenge, datetime], Reminder | None]) -> None:
    """What a challenge waits for besides its next step, as of a time; None when it waits for nothing, or not for this actor."""
    if read not in REMINDERS:
        REMINDERS.append(read)


def reminders(actor: Actor, challenge: Challenge, now: datetime) -> list[Reminder]:
    """Everything a challenge waits for besides its next step."""
    found = (read(actor, challenge, now) for read in REMINDERS)
    return [one for one in found if one is not None]


def add_counts(**counts: Count) -> None:
    """What is counted of each challenge, by a name of its own."""
    COUNTS.update(counts)


def add_column(name: str, label: Promise, count: str) -> None:
    """A column of the list that shows a count, by which the list can be sorted."""
    COLUMNS[name] = (label, count)


def add_stops(read: Callable[[Challenge, Mapping[str, int]], Iterable[Reached]]) -> None:
    """Stops of the red thread, after those that stand there; read from the challenge and its counts."""
    if read not in STOPS:
        STOPS.append(read)


def add_texts(
    kind: str,
    read: Callable[[Collection[int]], Iterator[Text]],
    *,
    within: Callable[[Actor, Collection[int]], Mapping[int, int]] | None = None,
) -> None:
    """Texts that hang on a challenge and are compared with others. With `within` (key → challenge) a text that is alike is
    named itself; without it, its challenge is."""
    TEXTS[kind] = read
    if within is not None:
        WITHIN[kind] = within


def parts(challenge: Challenge, here: str) -> list[Link]:
    """The parts of a challenge as tabs; `here` is the address of the one shown, of this room when it names none."""
    shown = here if ":" in here else f"challenges:{here}"
    return [Link(str(label), reverse(name, args=[challenge.pk]), current=name == shown) for name, label in PARTS]


def places(here: str) -> list[Link]:
    """What can be seen of the whole organisation, as tabs; `here` is the address of the one shown."""
    return [Link(str(label), reverse(name), current=name == here) for name, label in PLACES]


def links(challenge: Challenge) -> list[Link]:
    """What rooms above let those who work on it do with a challenge."""
    return [Link(str(label), reverse(address, args=[challenge.pk])) for address, label in LINKS]


def crumbs(challenge: Challenge | None = None, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of a challenge."""
    way = [Link(str(_("Needs")), reverse("challenges:challenges"))]
    if challenge is not None:
        way.append(Link(challenge.title, reverse("challenges:challenge", args=[challenge.pk]) if more else ""))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))

"""What every page of a procurement has around it, and what rooms above hang on a procurement: they say it when they start.

A room above adds tabs, blocks of the overview, next steps, stops of the thread, columns of the file, and what waits for a leader; this
room shows them without knowing what they are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.trail import Stop
from nybrott.core.verdict import Verdict
from nybrott.procurements.models import Procurement
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep

Rule = Callable[[Actor, Procurement], Verdict]
Waits = Callable[[Actor, Procurement, datetime], NextStep | None]
Block = Callable[[HttpRequest, Procurement], str]
"""Markup for the overview; "" when there is nothing."""
Hung = Callable[[Sequence[Procurement]], Iterable[tuple[int, Stop]]]
"""Stops of the red thread of many procurements at once, each with its procurement's key, in a fixed number of queries."""
Values = Callable[[Collection[int]], Mapping[int, object]]
"""Values of a column by the keys of procurements, for many at once."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a leader's decision: the procurement, what is to be decided, where, and since when."""

    procurement: Procurement
    said: str
    url: str
    since: datetime


PARTS: list[tuple[str, Promise, Rule | None]] = []
PLACES: list[tuple[str, Promise]] = []
BLOCKS: list[Block] = []
STEPS: list[Waits] = []
STOPS: list[Hung] = []
COLUMNS: dict[str, tuple[Promise, Promise, Values]] = {}
WAITING: list[Callable[[Actor, datetime], Iterable[Waiting]]] = []


def add_part(address: str, label: Promise, *, rule: Rule | None = None) -> None:
    """A tab of a procurement. `address` takes the procurement's key as `pk`; `rule` says who sees it, everyone who sees the procurement when
    there is none."""
    if address not in [name for name, _label, _rule in PARTS]:
        PARTS.append((address, label, rule))


def add_place(address: str, label: Promise) -> None:
    """A tab beside the portfolio. `address` takes nothing."""
    if address not in dict(PLACES):
        PLACES.append((address, label))


def add_block(draw: Block) -> None:
    """A block of a procurement's overview."""
    if draw not in BLOCKS:
        BLOCKS.append(draw)


def add_step(read: Waits) -> None:
    """What a procurement waits for, as of a time; None when the room waits for nothing. The first counts."""
    if read not in STEPS:
        STEPS.append(read)


def add_stops(read: Hung) -> None:
    """Stops of the red thread a room above knows of procurements; their kinds are those of `core.trail.ORDER`."""
    if read not in STOPS:
        STOPS.append(read)


def add_column(name: str, label: Promise, *, means: Promise, read: Values) -> None:
    """A column of the portfolio as a file, with what it means."""
    COLUMNS[name] = (label, means, read)


def add_waiting(read: Callable[[Actor, datetime], Iterable[Waiting]]) -> None:
    """What waits for a decision, for those who lead."""
    if read not in WAITING:
        WAITING.append(read)


def parts(actor: Actor, procurement: Procurement, here: str) -> list[Link]:
    """The parts of a procurement the actor may see, as tabs; `here` is the address of the one shown."""
    return [
        Link(str(label), reverse(name, args=[procurement.pk]), current=name == here)
        for name, label, rule in PARTS
        if rule is None or rule(actor, procurement)
    ]


def places(here: str) -> list[Link]:
    """What stands beside the portfolio, as tabs; `here` is the address of the one shown."""
    return [Link(str(label), reverse(name), current=name == here) for name, label in PLACES]


def blocks(request: HttpRequest, procurement: Procurement) -> list[str]:
    """What rooms above show on the overview."""
    return [markup for draw in BLOCKS if (markup := draw(request, procurement))]


def waiting(actor: Actor, procurement: Procurement, now: datetime) -> NextStep | None:
    """What a procurement waits for in the rooms above, if anything."""
    return next((found for read in STEPS if (found := read(actor, procurement, now)) is not None), None)


def hung_stops(found: Sequence[Procurement]) -> dict[int, list[Stop]]:
    """Stops rooms above know of, by the procurement's key; as many queries for many as for one."""
    stops: dict[int, list[Stop]] = {one.pk: [] for one in found}
    for read in STOPS if found else ():
        for key, stop in read(found):
            stops[key].append(stop)
    return stops


def decisions(actor: Actor, now: datetime) -> list[Waiting]:
    """What waits for a decision, the longest first."""
    return sorted(
        (one for read in WAITING for one in read(actor, now)), key=lambda one: (one.since, one.procurement.pk)
    )


def crumbs(procurement: Procurement | None = None, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of a procurement."""
    way = [Link(_("Procurements"), reverse("procurements:portfolio"))]
    if procurement is not None:
        way.append(Link(procurement.title, reverse("procurements:procurement", args=[procurement.pk]) if more else ""))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))

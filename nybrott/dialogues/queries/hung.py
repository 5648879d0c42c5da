"""What every page of a dialogue has around it, and what rooms above hang on a dialogue: they say it when they start.

A room above adds tabs, blocks of the public page and of a supplier's own page, days of the plan, minutes that are agreed, and next steps;
this room shows them without knowing what they are.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.core.dates import Step
from nybrott.core.verdict import Verdict
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.ui.frame import Link
from nybrott.ui.thread import NextStep

Rule = Callable[[Actor, Dialogue], Verdict]
Public = Callable[[HttpRequest, Dialogue], str]
"""Markup for the public page of a dialogue; "" when there is nothing."""
Own = Callable[[HttpRequest, Representative, str], str]
"""Markup for a supplier's own page: the request, the person, the key of the page; "" when there is nothing."""
Waits = Callable[[Actor, Dialogue, datetime], NextStep | None]

PARTS: list[tuple[str, Promise, Rule | None]] = []
PLACES: list[tuple[str, Promise]] = []
PUBLIC: list[Public] = []
OWN: list[Own] = []
BESIDE: list[Callable[[HttpRequest], str]] = []
DATES: list[Callable[[Dialogue], Iterable[Step]]] = []
PLANNED: list[Callable[[Dialogue], Mapping[str, int]]] = []
STEPS: list[Waits] = []


def add_part(address: str, label: Promise, *, rule: Rule | None = None) -> None:
    """A tab of a dialogue. `address` takes the dialogue's key as `pk`; `rule` says who sees it, everyone who sees the dialogue when there is
    none."""
    if address not in [name for name, _label, _rule in PARTS]:
        PARTS.append((address, label, rule))


def add_place(address: str, label: Promise) -> None:
    """A tab beside the list of dialogues. `address` takes nothing."""
    if address not in dict(PLACES):
        PLACES.append((address, label))


def add_public(draw: Public) -> None:
    """A block of the public page."""
    if draw not in PUBLIC:
        PUBLIC.append(draw)


def add_beside(draw: Callable[[HttpRequest], str]) -> None:
    """A block beside the public list of dialogues."""
    if draw not in BESIDE:
        BESIDE.append(draw)


def add_own(draw: Own) -> None:
    """A block of a supplier's own page."""
    if draw not in OWN:
        OWN.append(draw)


def add_dates(read: Callable[[Dialogue], Iterable[Step]]) -> None:
    """Days of the plan that a room above sets."""
    if read not in DATES:
        DATES.append(read)


def add_planned(read: Callable[[Dialogue], Mapping[str, int]]) -> None:
    """Minutes of meetings that are agreed with suppliers, by their keys, and still to come."""
    if read not in PLANNED:
        PLANNED.append(read)


def add_step(read: Waits) -> None:
    """What a dialogue waits for, as of a time; None when this room waits for nothing. The first counts."""
    if read not in STEPS:
        STEPS.append(read)


def parts(actor: Actor, dialogue: Dialogue, here: str) -> list[Link]:
    """The parts of a dialogue as tabs, those somebody may open; `here` is the address of the one shown."""
    return [
        Link(str(label), reverse(name, args=[dialogue.pk]), current=name == here)
        for name, label, rule in PARTS
        if rule is None or rule(actor, dialogue)
    ]


def places(here: str) -> list[Link]:
    """What stands beside the list of dialogues, as tabs; `here` is the address of the one shown."""
    return [Link(str(label), reverse(name), current=name == here) for name, label in PLACES]


def publics(request: HttpRequest, dialogue: Dialogue) -> list[str]:
    """What rooms above show everyone."""
    return [markup for draw in PUBLIC if (markup := draw(request, dialogue))]


def beside(request: HttpRequest) -> list[str]:
    """What rooms above show beside the public list."""
    return [markup for draw in BESIDE if (markup := draw(request))]


def owns(request: HttpRequest, representative: Representative, key: str) -> list[str]:
    """What rooms above show a supplier on its own page."""
    return [markup for draw in OWN if (markup := draw(request, representative, key))]


def steps(dialogue: Dialogue) -> list[Step]:
    """Days of the plan that rooms above set, in the order of time."""
    return sorted((step for read in DATES for step in read(dialogue)), key=lambda step: step.at)


def planned(dialogue: Dialogue) -> dict[str, int]:
    """Minutes that are agreed with each supplier and still to come."""
    found: dict[str, int] = {}
    for read in PLANNED:
        for key, minutes in read(dialogue).items():
            found[key] = found.get(key, 0) + minutes
    return found


def waiting(actor: Actor, dialogue: Dialogue, now: datetime) -> NextStep | None:
    """What a dialogue waits for in the rooms above, if anything."""
    return next((found for read in STEPS if (found := read(actor, dialogue, now)) is not None), None)


def crumbs(dialogue: Dialogue | None = None, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of a dialogue, from inside."""
    way = [Link(str(_("Market dialogues")), reverse("dialogues:ours"))]
    if dialogue is not None:
        way.append(Link(dialogue.title, reverse("dialogues:dialogue", args=[dialogue.pk]) if more else ""))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))


def own_crumbs(key: str, *more: Link | str) -> tuple[Link, ...]:
    """The way from a supplier's own page to a page below it. `key`: of the own page."""
    way = (Link(str(_("Your page")), reverse("dialogues:mine", args=[key])),)
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))

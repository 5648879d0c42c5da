"""The hub page of what organisations learn from each other: rooms above say where they are when they start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.ui.frame import Link

Waits = Callable[[Actor], int]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the hub: its name, where it is, a sentence, and how much there waits for the reader."""

    label: str
    url: str
    sentence: str
    waiting: int


PLACES: dict[str, tuple[Promise | str, Promise | str, Waits | None]] = {}


def add_place(name: str, label: Promise | str, sentence: Promise | str, *, waiting: Waits | None = None) -> None:
    """A place of the hub page. `name`: of its address, which takes nothing; `waiting`: how many things there wait for whoever reads."""
    PLACES[name] = (label, sentence, waiting)


def places(actor: Actor) -> list[Place]:
    """The places of the hub page, in the order the rooms stand."""
    return [
        Place(str(label), reverse(name), str(sentence), waiting(actor) if waiting else 0)
        for name, (label, sentence, waiting) in PLACES.items()
    ]


def exchange_crumbs(*more: Link) -> tuple[Link, ...]:
    """The way to a page among what organisations learn from each other."""
    return (Link(_("Learn from each other"), reverse("exchange")), *more)

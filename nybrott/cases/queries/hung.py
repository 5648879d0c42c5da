"""What rooms above show on a case's page: they say it when they start."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from nybrott.cases.models import Case
from nybrott.ui.frame import Link

Part = Callable[[HttpRequest, Case], str]
"""Markup for the page others read; "" when there is nothing."""
PARTS: list[Part] = []
LINKS: dict[str, Promise] = {}


def add_part(draw: Part) -> None:
    """A part of the page others read, below the story. It is drawn for visitors too: the room above asks who reads."""
    if draw not in PARTS:
        PARTS.append(draw)


def parts(request: HttpRequest, case: Case) -> list[str]:
    """What rooms above show."""
    return [markup for draw in PARTS if (markup := draw(request, case))]


def add_link(address: str, label: Promise) -> None:
    """Something a room above lets one do with a case, on the page where its own people look after it. `address` takes the case's key."""
    LINKS[address] = label


def links(case: Case) -> list[Link]:
    """What rooms above let one do with a case."""
    return [Link(str(label), reverse(address, args=[case.pk])) for address, label in LINKS.items()]

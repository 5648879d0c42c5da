"""What rooms above show on a case's page: they say it when they start."""

from collections.abc import Callable

from django.http import HttpRequest

from nybrott.cases.models import Case

Part = Callable[[HttpRequest, Case], str]
"""Markup for the page others read; "" when there is nothing."""
PARTS: list[Part] = []


def add_part(draw: Part) -> None:
    """A part of the page others read, below the story. It is drawn for visitors too: the room above asks who reads."""
    if draw not in PARTS:
        PARTS.append(draw)


def parts(request: HttpRequest, case: Case) -> list[str]:
    """What rooms above show."""
    return [markup for draw in PARTS if (markup := draw(request, case))]

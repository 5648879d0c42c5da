"""Chapters of the report that rooms above add: they say it when they start, and this room shows them without knowing what they are."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from nybrott.booklets import Part
from nybrott.people.models import Organisation

Gather = Callable[[Organisation, datetime, datetime], Mapping[str, Any] | None]
"""What a chapter rests on, of a period (from, until before), as plain data in no language; None when there is nothing."""
Tell = Callable[[Mapping[str, Any]], Part]
"""The same, said in the language that is active."""

_CHAPTERS: dict[str, tuple[Gather, Tell]] = {}


def add_chapter(name: str, gather: Gather, tell: Tell) -> None:
    """A chapter after the others."""
    _CHAPTERS.setdefault(name, (gather, tell))


def chapters(organisation: Organisation, begins: datetime, ends: datetime) -> dict[str, Mapping[str, Any]]:
    """What the chapters of a period rest on, by name; those with nothing are left out."""
    read = ((name, gather(organisation, begins, ends)) for name, (gather, _tell) in _CHAPTERS.items())
    return {name: found for name, found in read if found is not None}


def chapter_parts(content: Mapping[str, Any]) -> tuple[Part, ...]:
    """The chapters of a report as parts."""
    told = content.get("chapters", {})
    return tuple(tell(told[name]) for name, (_gather, tell) in _CHAPTERS.items() if name in told)

"""What rests on evidence follows it: rooms above say when they start what they bring in line when evidence comes or goes."""

from collections.abc import Callable, Collection
from datetime import datetime

from nybrott.core.actor import Actor
from nybrott.hearings.models import Evidence

Settle = Callable[[Actor, datetime], None]
"""Brings in line what rested on the evidence: who acts, and when."""
_RESTING: list[Callable[[Collection[int]], Settle]] = []


def add_resting(find: Callable[[Collection[int]], Settle]) -> None:
    """A room above: `find` is asked for what rests on evidence before it changes, and what it gives is called after."""
    if find not in _RESTING:
        _RESTING.append(find)


def resting_on(evidence: Collection[int]) -> Settle:
    """What rests on these pieces. Ask before a change, and call what comes back last, in its transaction."""
    found = [find(evidence) for find in _RESTING]

    def settle(actor: Actor, now: datetime) -> None:
        for one in found:
            one(actor, now)

    return settle


def resting_on_contribution(contribution: int) -> Settle:
    """What rests on what was made of a contribution."""
    return resting_on(list(Evidence.objects.filter(contribution=contribution).values_list("pk", flat=True)))

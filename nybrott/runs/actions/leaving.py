"""What rooms above settle when somebody leaves a run that is under way: they say it when they start."""

from collections.abc import Callable
from datetime import datetime

from nybrott.core.actor import Actor
from nybrott.runs.models import Participation

Settle = Callable[[Actor, Participation, datetime], object]
_LEAVING: list[Settle] = []


def add_leaving(settle: Settle) -> None:
    """A room above: `settle` (actor, part, time) is called in the transaction in which somebody leaves."""
    if settle not in _LEAVING:
        _LEAVING.append(settle)


def settle_leaving(actor: Actor, part: Participation, now: datetime) -> None:
    """Called last by whoever lets somebody leave."""
    for settle in _LEAVING:
        settle(actor, part, now)

"""An address somebody left is deleted everywhere: rooms above say when they start what they forget with it."""

from collections.abc import Callable
from datetime import datetime

from nybrott.hearings.models import Contribution

Forget = Callable[[Contribution, datetime], None]
"""Forgets how to reach the one who told; called before the address, or the contribution, is deleted."""
_FORGETTING: list[Forget] = []


def add_forgetting(forget: Forget) -> None:
    """A room above that keeps something by the address of one who told."""
    if forget not in _FORGETTING:
        _FORGETTING.append(forget)


def forget(contribution: Contribution, now: datetime) -> None:
    """Everything above forgets how to reach this one."""
    for one in _FORGETTING:
        one(contribution, now)

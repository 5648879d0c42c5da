"""How everyone who takes part is told something at once: a room above does it, and says so when it starts."""

from datetime import datetime
from typing import Protocol

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue


class Teller(Protocol):
    """Tell everyone at once, on the public page, in the ledger and by letter."""

    def __call__(self, *, actor: Actor, dialogue: Dialogue, title: str, text: str, now: datetime) -> object: ...


TELLERS: list[Teller] = []


def add_teller(tell: Teller) -> None:
    """The room above that tells everyone."""
    if tell not in TELLERS:
        TELLERS.append(tell)


def tell_all(*, actor: Actor, dialogue: Dialogue, title: str, text: str, now: datetime) -> None:
    """Tell everyone at once."""
    for tell in TELLERS:
        tell(actor=actor, dialogue=dialogue, title=title, text=text, now=now)

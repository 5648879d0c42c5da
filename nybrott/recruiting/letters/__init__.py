"""Letters about runs, each in the receiver's language."""

from nybrott.recruiting.letters.parts import (
    DEFAULT,
    KINDS,
    call,
    declined,
    offer,
    put_up,
    question,
    reminder,
    taken_in,
    taken_out,
    waits,
)

__all__ = [
    "DEFAULT",
    "KINDS",
    "call",
    "declined",
    "offer",
    "put_up",
    "question",
    "reminder",
    "taken_in",
    "taken_out",
    "waits",
]

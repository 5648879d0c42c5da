"""What the pages of threads ask."""

from nybrott.threads.queries.drawing import FOLDED, Line, Thread, lines_of, short_of, thread_of
from nybrott.threads.queries.public import open_thread
from nybrott.threads.queries.rooms import trail_of
from nybrott.threads.queries.things import KINDS, Thing, find, threads_of, trail_from

__all__ = [
    "FOLDED",
    "KINDS",
    "Line",
    "Thing",
    "Thread",
    "find",
    "lines_of",
    "open_thread",
    "short_of",
    "thread_of",
    "threads_of",
    "trail_from",
    "trail_of",
]  # fmt: skip

"""The pages of the room, in the order of the red thread."""

from nybrott.insights.views.board import board, insight, move, remove_insight, unlink_evidence
from nybrott.insights.views.needs import (
    again,
    exception,
    need,
    park,
    unlink_from_need,
    verify,
    word_need,
    write_need,
)

__all__ = [
    "again",
    "board",
    "exception",
    "insight",
    "move",
    "need",
    "park",
    "remove_insight",
    "unlink_evidence",
    "unlink_from_need",
    "verify",
    "word_need",
    "write_need",
]

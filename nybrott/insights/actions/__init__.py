"""Everything that changes insights and needs, split by noun."""

from nybrott.insights.actions.insights import (
    link_evidence,
    move,
    remove_insight,
    unlink_evidence,
    word_insight,
    write_insight,
)
from nybrott.insights.actions.needs import (
    NeedParts,
    link_to_need,
    park_need,
    take_up_need,
    unlink_from_need,
    verify_by_exception,
    verify_need,
    word_need,
    write_need,
)

__all__ = [
    "NeedParts",
    "link_evidence",
    "link_to_need",
    "move",
    "park_need",
    "remove_insight",
    "take_up_need",
    "unlink_evidence",
    "unlink_from_need",
    "verify_by_exception",
    "verify_need",
    "word_insight",
    "word_need",
    "write_insight",
    "write_need",
]

"""All that changes who guides whom."""

from nybrott.pairings.actions.pairings import (
    Moved,
    accept_pair,
    choose,
    decline_pair,
    end_left_pairs,
    end_pair,
    end_pairs_of,
    leaves,
    propose_pairs,
    remind_pairs,
)

__all__ = [
    "Moved",
    "accept_pair",
    "choose",
    "decline_pair",
    "end_left_pairs",
    "end_pair",
    "end_pairs_of",
    "leaves",
    "propose_pairs",
    "remind_pairs",
]

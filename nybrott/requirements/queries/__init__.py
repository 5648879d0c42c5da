"""What is read of requirements and award criteria."""

from nybrott.requirements.queries.chain import (
    Chain,
    chain_of,
    hole_in_words,
    holes_of,
    needs_of,
    rewards_better,
    shares_of,
    weight_in_words,
    weight_of,
)
from nybrott.requirements.queries.hung import counts, functional, next_step, stops
from nybrott.requirements.queries.tracing import Line, Row, lines, matrix
from nybrott.requirements.queries.versions import (
    Content,
    Differences,
    differences,
    digest_of,
    is_new,
    newest,
    purposes_of,
    snapshot,
)
from nybrott.requirements.queries.wordings import Said, proposal_in_words, remarks_on

__all__ = [
    "Chain",
    "Content",
    "Differences",
    "Line",
    "Row",
    "Said",
    "chain_of",
    "counts",
    "differences",
    "digest_of",
    "functional",
    "hole_in_words",
    "holes_of",
    "is_new",
    "lines",
    "matrix",
    "needs_of",
    "newest",
    "next_step",
    "proposal_in_words",
    "purposes_of",
    "remarks_on",
    "rewards_better",
    "shares_of",
    "snapshot",
    "stops",
    "weight_in_words",
    "weight_of",
]

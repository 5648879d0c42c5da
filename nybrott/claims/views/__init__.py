"""Pages of the room."""

from nybrott.claims.views.claims import change, claim, claims, claims_file, move, remove, weigh
from nybrott.claims.views.costs import (
    costs,
    costs_file,
    paid,
    rates,
    remove_cost,
    remove_unpriced,
    unpriced,
)
from nybrott.claims.views.evidence import change_rival, draw, evidence, remove_evidence, remove_rival, rival

__all__ = [
    "change", "change_rival", "claim", "claims", "claims_file", "costs", "costs_file", "draw", "evidence", "move", "paid", "rates", "remove",
    "remove_cost", "remove_evidence", "remove_rival", "remove_unpriced", "rival", "unpriced", "weigh",
]  # fmt: skip

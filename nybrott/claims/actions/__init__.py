"""Everything that changes claims and costs, split by what it is about."""

from nybrott.claims.actions.claims import change_claim, make_claim, move_claim, remove_claim, weigh_claim
from nybrott.claims.actions.costs import put_in_cost, put_in_unpriced, remove_cost, remove_unpriced, set_rates
from nybrott.claims.actions.evidence import (
    RivalWords,
    change_rival,
    draw_evidence,
    put_in_rival,
    remove_evidence,
    remove_rival,
    write_evidence,
)

__all__ = [
    "RivalWords", "change_claim", "change_rival", "draw_evidence", "make_claim", "move_claim", "put_in_cost", "put_in_rival", "put_in_unpriced",
    "remove_claim", "remove_cost", "remove_evidence", "remove_rival", "remove_unpriced", "set_rates", "weigh_claim", "write_evidence",
]  # fmt: skip

"""What is read of claims and costs; split by noun. `claims_of` and `costs_of` give what a report stores."""

from nybrott.claims.queries.claims import ClaimSaid, EvidenceSaid, RivalSaid, claims_of, listed, said_of, weighed
from nybrott.claims.queries.costs import CostsSaid, LineSaid, PaidSaid, PerSaid, UnpricedSaid, costs_of
from nybrott.claims.queries.sources import Drawn, choices, now_of, read, stories_in, tables_of, waves_of
from nybrott.claims.queries.trail import Trail, kinds_reached, trails_of
from nybrott.claims.queries.words import KINDS, LANGUAGES, ROLES, SCALE, in_each, rival_said

__all__ = [
    "KINDS", "LANGUAGES", "ROLES", "SCALE", "ClaimSaid", "CostsSaid", "Drawn", "EvidenceSaid", "LineSaid", "PaidSaid", "PerSaid", "RivalSaid",
    "Trail", "UnpricedSaid", "choices", "claims_of", "costs_of", "in_each", "kinds_reached", "listed", "now_of", "read", "rival_said", "said_of", "stories_in", "tables_of",
    "trails_of", "waves_of", "weighed",
]  # fmt: skip

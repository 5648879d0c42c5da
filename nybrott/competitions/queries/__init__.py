"""What is asked about the official notices of a procurement."""

from nybrott.competitions.queries.earlier import DIGITS, Earlier, earlier, group_of
from nybrott.competitions.queries.facts import (
    Declared,
    Declares,
    LotTold,
    ToldNotice,
    Winner,
    declared_by,
    facts_of,
    lots_told,
    told,
)
from nybrott.competitions.queries.held import (
    Buyer,
    Head,
    buyer_of,
    by_key,
    by_number,
    candidates,
    following,
    lots_before,
    standing,
)
from nybrott.competitions.queries.linked import (
    TAB,
    Proposal,
    declared_in,
    in_state,
    links_of,
    next_step,
    numbers_of,
    proposal,
    stops_of,
    to_look_for,
)
from nybrott.competitions.queries.plans import digest, planned_of, reach

__all__ = [
    "DIGITS", "TAB", "Buyer", "Declared", "Declares", "Earlier", "Head", "LotTold", "Proposal", "ToldNotice", "Winner", "buyer_of", "by_key", "by_number", "candidates",
    "declared_by", "declared_in", "digest", "earlier", "facts_of", "following", "group_of", "in_state", "links_of", "lots_before", "lots_told", "next_step",
    "numbers_of", "planned_of", "proposal", "reach", "standing", "stops_of", "to_look_for", "told",
]  # fmt: skip

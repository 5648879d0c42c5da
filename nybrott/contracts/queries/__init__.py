"""Questions about contracts."""

from nybrott.contracts.queries.contracts import (
    contracts_of,
    days,
    decisions_by,
    due_milestones,
    latest,
    options_to_decide,
    people_of,
    sums,
    suppliers_by,
)
from nybrott.contracts.queries.graveyard import (
    Grave,
    dialogue_waits,
    graves,
    months_of,
    procurement_of,
    waiting_organisations,
)
from nybrott.contracts.queries.hung import next_step, stops, undecided
from nybrott.contracts.queries.trial import (
    Asked,
    Part,
    history_of,
    missing,
    part_of,
    parts,
    review_of,
    reviews_of,
    standing,
    undecided_contracts,
    yardsticks,
)

__all__ = [
    "Asked", "Grave", "Part", "contracts_of", "days", "decisions_by", "dialogue_waits", "due_milestones", "graves", "history_of", "latest",
    "missing", "months_of", "next_step", "options_to_decide", "part_of", "parts", "people_of", "procurement_of", "review_of", "reviews_of", "standing",
    "stops", "sums", "suppliers_by", "undecided", "undecided_contracts", "waiting_organisations", "yardsticks",
]  # fmt: skip

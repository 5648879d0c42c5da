"""Questions about procurements, and what rooms above hang on them."""

from nybrott.procurements.queries.hung import (
    COLUMNS,
    Waiting,
    add_block,
    add_column,
    add_part,
    add_place,
    add_step,
    add_stops,
    add_waiting,
    blocks,
    crumbs,
    decisions,
    parts,
    places,
)
from nybrott.procurements.queries.portfolio import (
    SORTS,
    BoardColumn,
    Money,
    board,
    in_order_of,
    portfolio,
    saved_views,
    sums,
    years,
)
from nybrott.procurements.queries.procurements import (
    Quoted,
    bought,
    bought_for,
    challenges_for,
    codes_of,
    colleagues,
    descriptions_for,
    dialogues_for,
    is_described,
    next_step,
    open_units,
    purposes,
    stage_name,
    trail_of,
    working_towards,
)

__all__ = [
    "COLUMNS", "SORTS", "BoardColumn", "Money", "Quoted", "Waiting", "add_block", "add_column", "add_part", "add_place", "add_step", "add_stops", "add_waiting",
    "blocks", "board", "bought", "bought_for", "challenges_for", "codes_of", "colleagues", "crumbs", "decisions", "descriptions_for", "dialogues_for", "in_order_of", "is_described", "next_step", "open_units", "parts",
    "places", "portfolio", "purposes", "saved_views", "stage_name", "sums", "trail_of", "working_towards", "years",
]  # fmt: skip

"""What a goal says in words and numbers, lists of goals, and what rooms above hang on them."""

from nybrott.goals.queries.goals import (
    READERS,
    Served,
    add_places,
    add_served,
    crumbs,
    current_goals,
    may_take_its_place,
    next_step,
    open_units,
    people_of,
    places,
    readings_of,
    served_by,
    to_ask,
)
from nybrott.goals.queries.saying import (
    apart_said,
    baseline_said,
    decimals,
    present_said,
    shown,
    standing_now,
    standing_said,
    standing_short,
    target_said,
)

__all__ = [
    "READERS", "Served", "add_places", "add_served", "apart_said", "baseline_said", "crumbs", "current_goals", "decimals", "may_take_its_place", "next_step",
    "open_units", "people_of", "places", "present_said", "readings_of", "served_by", "shown", "standing_now", "standing_said", "standing_short", "target_said",
    "to_ask",
]  # fmt: skip

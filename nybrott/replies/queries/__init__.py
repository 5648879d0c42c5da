"""What is read across the tables of the room, split by noun; and the steps that rooms above add."""

from nybrott.replies.queries.reputation import (
    MEASURES,
    Counts,
    Figure,
    Kept,
    Measure,
    Shown,
    count_quarter,
    first_of_all,
    first_of_quarter,
    next_quarter,
    quarters_over,
    reputation,
    to_keep,
    units_with_figures,
    wishes_without_follow_up,
)
from nybrott.replies.queries.steps import Step, add_steps, better_on, proposal, steps_of
from nybrott.replies.queries.thread import word_back_of
from nybrott.replies.queries.waiting import (
    Variant,
    Waiting,
    asked_page_of,
    goes_on_for,
    letter_behind,
    receivers,
    reminder,
    replies_of,
    said_of_being_heard,
    standing,
    text_in,
    told_lately,
    told_publicly,
    told_to,
    variants,
    waiting,
)

__all__ = [
    "MEASURES", "Counts", "Figure", "Kept", "Measure", "Shown", "Step", "Variant", "Waiting", "add_steps", "asked_page_of",
    "better_on", "count_quarter", "first_of_all", "first_of_quarter", "goes_on_for", "letter_behind", "next_quarter", "proposal", "quarters_over",
    "receivers", "reminder", "replies_of", "reputation", "said_of_being_heard", "standing", "steps_of", "text_in", "to_keep", "told_lately", "told_publicly", "told_to",
    "units_with_figures", "variants", "waiting", "wishes_without_follow_up",
    "word_back_of",
]  # fmt: skip

"""Everything that changes a round, split by what is done."""

from nybrott.priorities.actions.deciding import Overtaken, decide_need, finish_round
from nybrott.priorities.actions.rounds import (
    By,
    Prepared,
    ask_more,
    begin_round,
    call_off,
    close_overdue,
    close_round,
    move_deadline,
    open_again,
    open_round,
    prepare_round,
    remind,
    reopen_round,
    show_round,
)
from nybrott.priorities.actions.scoring import Saved, Sheet, look_through, score_need

__all__ = [
    "By",
    "Overtaken",
    "Prepared",
    "Saved",
    "Sheet",
    "ask_more",
    "begin_round",
    "call_off",
    "close_overdue",
    "close_round",
    "decide_need",
    "finish_round",
    "look_through",
    "move_deadline",
    "open_again",
    "open_round",
    "prepare_round",
    "remind",
    "reopen_round",
    "score_need",
    "show_round",
]

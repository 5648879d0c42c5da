"""The pages of rounds."""

from nybrott.priorities.views.deciding import decide
from nybrott.priorities.views.preparing import begin, begin_wide, prepare
from nybrott.priorities.views.results import export, result
from nybrott.priorities.views.rounds import of_challenge, round_page, rounds
from nybrott.priorities.views.scoring import look_through, score
from nybrott.priorities.views.steps import (
    ask_more,
    call_off,
    close,
    finish,
    move_deadline,
    open_again,
    open_round,
    remind,
    reopen,
    show,
)

__all__ = [
    "ask_more",
    "begin",
    "begin_wide",
    "call_off",
    "close",
    "decide",
    "export",
    "finish",
    "look_through",
    "move_deadline",
    "of_challenge",
    "open_again",
    "open_round",
    "prepare",
    "remind",
    "reopen",
    "result",
    "round_page",
    "rounds",
    "score",
    "show",
]

"""All that changes something in an evaluation plan."""

from nybrott.effects.actions.indicators import Measure, set_indicator, take_in, take_out
from nybrott.effects.actions.measuring import Measured, measure_all, measure_plan
from nybrott.effects.actions.plans import (
    Compared,
    Said,
    begin_plan,
    compare,
    compare_no_more,
    compare_with,
    leave_out,
    reopen_plan,
    say_who,
    settle_plan,
)
from nybrott.effects.actions.questions import add_question, change_question, move_question, remove_question

__all__ = [
    "Compared", "Measure", "Measured", "Said", "add_question", "begin_plan", "change_question", "compare", "compare_no_more",
    "compare_with", "leave_out", "measure_all", "measure_plan", "move_question", "remove_question", "reopen_plan", "say_who",
    "set_indicator", "settle_plan", "take_in", "take_out",
]  # fmt: skip

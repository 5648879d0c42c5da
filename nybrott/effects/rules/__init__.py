"""Who may do what with an evaluation plan."""

from nybrott.effects.rules.indicators import (
    MOST_INDICATORS,
    MOST_QUESTIONS,
    may_add_indicator,
    may_add_question,
    may_change_settled,
    may_take_in,
)
from nybrott.effects.rules.measuring import may_measure_plan
from nybrott.effects.rules.plans import (
    MOST_OTHERS,
    may_begin_plan,
    may_compare_with,
    may_evaluate,
    may_read,
    may_reopen,
    may_settle,
    may_type,
    may_write_plan,
)

__all__ = [
    "MOST_INDICATORS", "MOST_OTHERS", "MOST_QUESTIONS", "may_add_indicator", "may_add_question", "may_begin_plan", "may_change_settled",
    "may_compare_with", "may_evaluate", "may_measure_plan", "may_read", "may_reopen", "may_settle", "may_take_in", "may_type",
    "may_write_plan",
]  # fmt: skip

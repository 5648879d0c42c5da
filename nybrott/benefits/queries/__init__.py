"""Questions about benefits."""

from nybrott.benefits.queries.formulas import (
    FORMULA_WORDS,
    TERM_WORDS,
    Vouched,
    assumption_words,
    formulas_for,
    trouble_words,
    unit_words,
    units_of,
)
from nybrott.benefits.queries.hung import measured_column, next_step, stops_of
from nybrott.benefits.queries.standing import (
    Standing,
    amount,
    benefits_of,
    counts,
    due,
    goals_of,
    interval,
    is_measured,
    kind_words,
    moments,
    said,
    since,
    standing,
    standings,
    summed,
    summed_between,
    summed_words,
    unit_of,
    whole,
)
from nybrott.benefits.queries.sums import SORTS, UNMEASURED, in_order_of, portfolio, sum_up, sums_of

__all__ = [
    "FORMULA_WORDS", "SORTS", "TERM_WORDS", "UNMEASURED", "Standing", "Vouched", "amount", "assumption_words", "benefits_of", "counts", "due", "formulas_for", "goals_of", "in_order_of", "interval", "is_measured", "kind_words",
    "measured_column", "moments", "next_step", "portfolio", "said", "since", "standing", "standings", "stops_of", "sum_up", "summed", "summed_between", "summed_words", "sums_of", "trouble_words",
    "unit_of", "unit_words", "units_of", "whole",
]  # fmt: skip

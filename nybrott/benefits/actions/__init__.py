"""What is done with benefits."""

from nybrott.benefits.actions.benefits import (
    Said,
    add_benefit,
    change_benefit,
    estimate_by_formula,
    estimate_by_hand,
    let_go,
    set_baseline,
)
from nybrott.benefits.actions.measuring import Measured, correct, measure, proposed, remind
from nybrott.benefits.queries import Vouched

__all__ = [
    "Measured", "Said", "Vouched", "add_benefit", "change_benefit", "correct", "estimate_by_formula", "estimate_by_hand", "let_go", "measure", "proposed",
    "remind", "set_baseline",
]  # fmt: skip

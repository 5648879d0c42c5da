"""Pages of benefits: a procurement's, one of them with its numbers, and all of the organisation's."""

from nybrott.benefits.views.benefits import benefit, benefits, benefits_file, change, let_go, new
from nybrott.benefits.views.everywhere import everywhere, everywhere_file
from nybrott.benefits.views.numbers import baseline, correct, estimate, measure

__all__ = [
    "baseline", "benefit", "benefits", "benefits_file", "change", "correct", "estimate", "everywhere", "everywhere_file", "let_go", "measure", "new",
]  # fmt: skip

"""What an evaluation report says in figures, reckoned from what it keeps, so that anybody can reckon it again.

Promises: everything a figure rests on stands in the report's data file as plain JSON; the same input gives the same figures, to nine
digits in every version of Python; where a change is called an effect it is an answer of `core.change`, `core.contrast` or
`core.official` with its design, assumptions, interval and rivals, or why there are too few; `verify` finds every figure that is not
what its input gives, every change since the file was sealed, and says with which rules it was reckoned. Untrusted files are
answered with the place and the reason.
Does not: read a database, choose what is measured, or word a sentence for a page.
"""

from nybrott.core.evaluation.figuring import figures, rules
from nybrott.core.evaluation.model import EvaluationError, digest
from nybrott.core.evaluation.verifying import Difference, Verified, sealed, verify

__all__ = ["Difference", "EvaluationError", "Verified", "digest", "figures", "rules", "sealed", "verify"]

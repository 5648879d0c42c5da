"""A guide to the choice of procedure: a dozen questions, and what the answers speak for and against. Guidance, never a legal decision.

`rank(Given(choices, value), on=day)` gives every option of the catalogue in order, each with the answers that speak for it and against it, why it
is not possible where that is so, what it takes, what to check with a lawyer, and where in the law to look. Promises: the same answers, day and
tables give the same ranking; a question nobody answered decides nothing and is named with what it would change; an amount that is missing, not
certain or not checked for a year rules nothing out, and is told as such. Questions, options and rules are TOML (`catalogue/`), written for a
lawyer to read and correct. `told(ranking)` is the whole ranking as plain data with its texts in three languages, to be kept as it was shown.

Does not: choose, know the procurement, or know law that the tables do not tell.
"""

from nybrott.core.procedures.loading import ProceduresError, catalogue
from nybrott.core.procedures.model import Given, Question
from nybrott.core.procedures.ranking import Ranking, rank
from nybrott.core.procedures.telling import spoken, told

__all__ = ["Given", "ProceduresError", "Question", "Ranking", "catalogue", "rank", "spoken", "told"]

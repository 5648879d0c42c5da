"""Finds signs of innovation, partnership and market dialogue in one notice, with the words that show them.

Promises: every answer carries its evidence (sign, field, words, place in the text); the same notice and catalogue give
the same findings; all texts are searched in one pass. Signs are TOML files under `catalogue/`, each with its reasons,
its source, who wrote and who checked it, and examples that are tests: a new sign needs no Python.
Three lenses are kept apart (strict: procedure type; declared: the buyer's codes; behavioural: what the text shows),
and three weights: counted, candidate (a person must confirm) and context (shown, never counted).
Does not: read files of notices, judge whether something *is* innovative, know the clock, or count procedures.
"""

from nybrott.core.signals.finding import Catalogue, catalogue, find
from nybrott.core.signals.loading import CatalogueError
from nybrott.core.signals.model import Evidence, Findings, Lenses, Signal

__all__ = ["Catalogue", "CatalogueError", "Evidence", "Findings", "Lenses", "Signal", "catalogue", "find"]

"""What is read across the tables of the room."""

from nybrott.needs.queries.reached import (
    counts,
    reached,
    texts_of_descriptions,
    texts_of_needs,
    texts_of_statements,
    within_descriptions,
)
from nybrott.needs.queries.statements import statements
from nybrott.needs.queries.wordings import wordings_of

__all__ = [
    "counts",
    "reached",
    "statements",
    "texts_of_descriptions",
    "texts_of_needs",
    "texts_of_statements",
    "within_descriptions",
    "wordings_of",
]

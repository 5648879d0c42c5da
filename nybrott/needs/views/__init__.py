"""The pages of the problem and of the description."""

from nybrott.needs.views.descriptions import (
    begin_description,
    compare_versions,
    description,
    settle_comment,
    step_description,
    take_along,
    version,
    write_description,
)
from nybrott.needs.views.statements import choose_problem, problem, reword_problem, statement, word_problem

__all__ = [
    "begin_description",
    "choose_problem",
    "compare_versions",
    "description",
    "problem",
    "reword_problem",
    "settle_comment",
    "statement",
    "step_description",
    "take_along",
    "version",
    "word_problem",
    "write_description",
]

"""Everything that changes requirements and award criteria."""

from nybrott.requirements.actions.copying import copy_requirements
from nybrott.requirements.actions.criteria import Weighed, remove_criterion, write_criterion
from nybrott.requirements.actions.settling import choose_language, settle_requirements
from nybrott.requirements.actions.writing import Wanted, keep_words, move_thing, remove_requirement, write_requirement

__all__ = [
    "Wanted",
    "Weighed",
    "choose_language",
    "copy_requirements",
    "keep_words",
    "move_thing",
    "remove_criterion",
    "remove_requirement",
    "settle_requirements",
    "write_criterion",
    "write_requirement",
]

"""Pages of requirements and award criteria."""

from nybrott.requirements.views.criteria import criterion, new_criterion
from nybrott.requirements.views.overview import requirements
from nybrott.requirements.views.tracing import matrix, trace
from nybrott.requirements.views.versions import file, settle, version
from nybrott.requirements.views.writing import change, copy, move, new, requirement

__all__ = [
    "change",
    "copy",
    "criterion",
    "file",
    "matrix",
    "move",
    "new",
    "new_criterion",
    "requirement",
    "requirements",
    "settle",
    "trace",
    "version",
]

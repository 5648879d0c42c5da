"""Pages of the choice of procedure."""

from nybrott.procedures.views.guide import answers, choose, procedure
from nybrott.procedures.views.notes import note, note_file

__all__ = ["answers", "choose", "note", "note_file", "procedure"]

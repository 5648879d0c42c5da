"""What is done with official notices of procurements."""

from nybrott.competitions.actions.answering import answer_suggestion, link_number
from nybrott.competitions.actions.looking import Looked, look_everywhere, look_for_notices

__all__ = ["Looked", "answer_suggestion", "link_number", "look_everywhere", "look_for_notices"]

"""Pages of those who work on a challenge, of those who told, and of everyone in the organisation."""

from nybrott.replies.views.answering import answer, asked
from nybrott.replies.views.hearing_back import letter, panel_for_a_contributor, panel_for_everyone, say, stop
from nybrott.replies.views.reputation import definition, figures, reputation
from nybrott.replies.views.telling import begin, plan, read, replies, step, write

__all__ = [
    "answer", "asked", "begin", "definition", "figures", "letter", "panel_for_a_contributor", "panel_for_everyone", "plan", "read",
    "replies", "reputation", "say", "step", "stop", "write",
]  # fmt: skip

"""Pages of the room."""

from nybrott.effects.views.comparison import comparison, other
from nybrott.effects.views.files import plan_file, snapshot_file
from nybrott.effects.views.indicators import indicator, indicator_new, left_out, take_in, take_out
from nybrott.effects.views.measuring import measure, standing
from nybrott.effects.views.plans import begin, people, plan, plans
from nybrott.effects.views.questions import question, question_move, question_new, question_remove
from nybrott.effects.views.settling import reopen, settle, snapshot

__all__ = [
    "begin", "comparison", "indicator", "indicator_new", "left_out", "measure", "other", "people", "plan", "plan_file", "plans",
    "question", "question_move", "question_new", "question_remove", "reopen", "settle", "snapshot", "snapshot_file", "standing", "take_in",
    "take_out",
]  # fmt: skip

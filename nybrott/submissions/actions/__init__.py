"""All that is done with written input."""

from nybrott.submissions.actions.opening import open_input
from nybrott.submissions.actions.publishing import Rewritten, keep_back, publish_input, write_synthesis
from nybrott.submissions.actions.reading import fetch_secret_file, read_secret
from nybrott.submissions.actions.reminding import ask_to_open, remind_of_drafts
from nybrott.submissions.actions.sending import send_input, withdraw_input
from nybrott.submissions.actions.sweeping import forget_drafts, sweep_sealed
from nybrott.submissions.actions.writing import Overtaken, add_file, remove_file, save_answer, throw_away

__all__ = [
    "Overtaken", "Rewritten", "add_file", "ask_to_open", "fetch_secret_file", "forget_drafts", "keep_back", "open_input", "publish_input", "read_secret", "remind_of_drafts", "remove_file", "save_answer", "send_input",
    "sweep_sealed", "throw_away", "withdraw_input", "write_synthesis",
]  # fmt: skip

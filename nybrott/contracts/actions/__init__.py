"""What is done with contracts."""

from nybrott.contracts.actions.contracts import (
    Firm,
    Terms,
    choose_yardstick,
    remove_contract,
    remove_party,
    write_contract,
    write_party,
)
from nybrott.contracts.actions.deciding import Answers, answer_questions, decide, take_up_again
from nybrott.contracts.actions.graveyard import keep_graveyard, let_lie, remind_of_days, set_patience
from nybrott.contracts.actions.milestones import (
    add_milestone,
    change_milestone,
    drop_milestone,
    move_milestone,
    reach_milestone,
    reopen_milestone,
)
from nybrott.contracts.actions.trials import Shown, record_result

__all__ = [
    "Answers", "Firm", "Shown", "Terms", "add_milestone", "answer_questions", "change_milestone", "choose_yardstick", "decide", "drop_milestone",
    "keep_graveyard", "let_lie", "move_milestone", "reach_milestone", "record_result", "remind_of_days", "remove_contract", "remove_party", "reopen_milestone",
    "set_patience", "take_up_again", "write_contract", "write_party",
]  # fmt: skip

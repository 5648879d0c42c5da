"""Everything that changes surveys; split by noun."""

from nybrott.evaluations.actions.answers import AnsweredAlready, answer_wave, empty_draft, save_page
from nybrott.evaluations.actions.instruments import (
    bring_in_instrument,
    copy_shipped,
    describe_instrument,
    move_question,
    put_away_instrument,
    remove_question,
    take_out_instrument,
    write_instrument,
    write_question,
)
from nybrott.evaluations.actions.people import add_people, remove_person
from nybrott.evaluations.actions.waves import (
    Plan,
    begin_series,
    begin_wave,
    call_off_wave,
    close_overdue,
    close_wave,
    declare_tables,
    open_due,
    open_wave,
    plan_wave,
    remind,
    remind_due,
    take_back_wave,
)

__all__ = [
    "AnsweredAlready", "Plan", "add_people", "answer_wave", "begin_series", "begin_wave", "bring_in_instrument", "call_off_wave",
    "close_overdue", "close_wave", "copy_shipped", "declare_tables", "describe_instrument", "empty_draft", "move_question", "open_due",
    "open_wave", "plan_wave", "put_away_instrument", "remind", "remind_due", "remove_person", "remove_question", "save_page",
    "take_back_wave", "take_out_instrument", "write_instrument", "write_question",
]  # fmt: skip

"""The one way history is written, and all that is done with letters."""

from nybrott.journal.actions.chains import check_chain, erase_person, seal_entries
from nybrott.journal.actions.entries import record, record_each
from nybrott.journal.actions.laying import NewLetter
from nybrott.journal.actions.letters import (
    change_letter,
    choose_paces,
    choose_read_first,
    forget_receivers,
    hold_letter,
    mark_letter_as_sent,
    release_letter,
    release_own_letters,
    try_letter_again,
    withdraw_letter,
)  # fmt: skip
from nybrott.journal.actions.posting import gather_letters, post_next_letter, rescue_letters

__all__ = [
    "NewLetter",
    "change_letter",
    "check_chain",
    "choose_paces",
    "choose_read_first",
    "erase_person",
    "forget_receivers",
    "gather_letters",
    "hold_letter",
    "mark_letter_as_sent",
    "post_next_letter",
    "record",
    "record_each",
    "release_letter",
    "release_own_letters",
    "rescue_letters",
    "seal_entries",
    "try_letter_again",
    "withdraw_letter",
]

"""All that changes who takes part in a run."""

from nybrott.recruiting.actions.calls import Call, change_call, open_call
from nybrott.recruiting.actions.importing import KEY as IMPORT_KEY
from nybrott.recruiting.actions.importing import importer_for
from nybrott.recruiting.actions.parts import (
    Said,
    accept_offer,
    change_part,
    form_key,
    offer_mentor,
    put_in,
    sign_up,
    take_in,
    withdraw,
)
from nybrott.recruiting.actions.yes import Leader, answer, ask_leader, ask_leaders_waiting, remind_leaders

__all__ = [
    "IMPORT_KEY", "Call", "Leader", "Said", "accept_offer", "answer", "ask_leader", "ask_leaders_waiting", "change_call", "change_part",
    "form_key", "importer_for", "offer_mentor", "open_call", "put_in", "remind_leaders", "sign_up", "take_in", "withdraw",
]  # fmt: skip

"""What changes on the radar."""

from nybrott.renewals.actions.judging import choose_buyer, dismiss_contract, make_challenge, take_up_contract
from nybrott.renewals.actions.reading import read_contracts
from nybrott.renewals.actions.telling import send_bulletin

__all__ = ["choose_buyer", "dismiss_contract", "make_challenge", "read_contracts", "send_bulletin", "take_up_contract"]

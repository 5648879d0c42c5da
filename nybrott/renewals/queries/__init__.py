"""What is read of contracts that run out: one buyer's with their ranks, every buyer, and which needs speak of the same."""

from nybrott.renewals.queries.buyers import Buyer, BuyerRow, buyer_at, buyer_of, buyers, edition, open_state
from nybrott.renewals.queries.contracts import (
    Found,
    Window,
    contract_at,
    for_everyone,
    found_of,
    mark_of,
    running_out,
    window_of,
)
from nybrott.renewals.queries.reasons import Reason, reasons_of
from nybrott.renewals.queries.receivers import receiving

__all__ = [
    "Buyer",
    "BuyerRow",
    "Found",
    "Reason",
    "Window",
    "buyer_at",
    "buyer_of",
    "buyers",
    "contract_at",
    "edition",
    "for_everyone",
    "found_of",
    "mark_of",
    "open_state",
    "reasons_of",
    "receiving",
    "running_out",
    "window_of",
]

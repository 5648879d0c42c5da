"""The ledger of a market dialogue: what was given and received, by whom, to whom, when, in a chain anybody can check.

Promises: an export alone shows whether an entry was altered, removed, inserted or moved, and which; the heads that were published day
by day, or any export kept from before, show also what was cut from the end and a chain that was sealed anew as a whole. Trade secrets and names of people
are in the seal as salted digests: the chain holds without them, and whoever has a receipt can prove what theirs says. `docs/develop/dialogue-ledger.md` tells the format.
Does not: keep entries, know the time, make salts, or judge whether suppliers were treated alike (that is `core.fairness`). The seals are
those of `core.chain`.
"""

from nybrott.core.ledger.checking import verify
from nybrott.core.ledger.exporting import Head, export, receipt
from nybrott.core.ledger.model import KINDS, Entry, Kind, LedgerError

__all__ = ["KINDS", "Entry", "Head", "Kind", "LedgerError", "export", "receipt", "verify"]

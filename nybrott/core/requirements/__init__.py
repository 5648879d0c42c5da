"""Requirements as text and as a chain: what kind one seems to be, how the kinds are shared, and where the chain is broken.

Promises: a kind that is proposed shows the words that speak for it (`text[start:end]`); the same text gives the same
proposal; any text is answered; a share is a count with its whole, and per cent from 20 on; every hole names what it is a
hole in. Bokmål, nynorsk and English. The words are in `catalogue/kinds.toml`.
Does not: decide a kind, judge whether a requirement is right, or know what it is a requirement of.
"""

from nybrott.core.requirements.kinds import Proposal, propose
from nybrott.core.requirements.tracing import Asked, Awarded, Hole, Shares, holes, shares

__all__ = ["Asked", "Awarded", "Hole", "Proposal", "Shares", "holes", "propose", "shares"]

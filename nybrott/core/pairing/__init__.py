"""Pairs drivers with mentors: as well as can be, proven, and each pair explained.

Promises: a hard rule is never broken (nobody's own unit or line manager, a common language, no more than the places a mentor
has); as many as can be get a mentor, then what speaks for the pairs weighs most; the prices that prove it go with it; the same
roster gives the same pairs, in whatever order it was written; every pair says why, what was given up for it, and what
another mentor would cost; who is left without one is told why. People who had a pair keep it unless much speaks against.
Holds: the weights with their reasons (`catalogue/weights.toml`), the solver, and the reading of a roster from JSON data.
Does not: decide (people accept or change a pair), know names, times or programmes, or word anything: reasons are codes with
facts, and pages have the words.
"""

from nybrott.core.pairing.people import Driver, Mentor, PairingError, Roster
from nybrott.core.pairing.proposing import Proposal, propose
from nybrott.core.pairing.reading import read
from nybrott.core.pairing.writing import written

__all__ = ["Driver", "Mentor", "PairingError", "Proposal", "Roster", "propose", "read", "written"]

"""Who gets which one-to-one meeting, by a public lottery that anybody can draw again.

Promises: the list that was closed and a value the whole world can look up afterwards decide everything, by SHA-256 alone; the order in
which a file is written, and what a supplier is called in it, change nothing. As many get a meeting as can; everyone who can gets one before
anyone gets two; no time is given twice; whoever was drawn earlier never goes without for one drawn later. Among the times
that leave everybody a meeting, the first drawn gets the best for them, then the second, and so on. `docs/develop/dialogue-ledger.md` shows how to do it
by hand.
Does not: choose the value, know the time, keep anything, or make up for a supplier who enters under two names.
"""

from nybrott.core.lottery.drawing import Drawn, draw
from nybrott.core.lottery.model import Applicant, ClosedList, LotteryError, Slot
from nybrott.core.lottery.reading import Published, read

__all__ = ["Applicant", "ClosedList", "Drawn", "LotteryError", "Published", "Slot", "draw", "read"]

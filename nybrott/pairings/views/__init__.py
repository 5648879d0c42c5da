"""The pages of the room: the pairs of a run, the proposal of those who lead it, and the answer of the two."""

from nybrott.pairings.views.pairs import answer, end_pair, pairs_of_run
from nybrott.pairings.views.plans import pairs_file, plan, plan_driver, propose

__all__ = ["answer", "end_pair", "pairs_file", "pairs_of_run", "plan", "plan_driver", "propose"]

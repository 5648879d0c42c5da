"""What could be seen, and the numbers it follows from."""

from nybrott.power.queries.known import Numbers, Proposed, own_numbers
from nybrott.power.queries.seeing import SEED, TIMES, TIMES_OF_UNITS, Said, power_of

__all__ = ["SEED", "TIMES", "TIMES_OF_UNITS", "Numbers", "Proposed", "Said", "own_numbers", "power_of"]

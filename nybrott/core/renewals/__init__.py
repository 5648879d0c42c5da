"""When a contract runs out, how that is known, and which of those that do is worth beginning on first.

Promises: the end of a contract as its award notice says it, else counted or guessed from what notices say, and always with how it is
known and the words it was read from; options make a latest end beside the earliest. A rank is the sum of five named parts, each with
its own most, that anybody can add up again.
Holds: `AWARDS`, the one statement that finds awards in a lake; reading periods and options out of Norwegian and English words; the parts
of the rank.
Does not: open a lake, know the day (it is told), know the law, or decide that anything is renewed.
"""

from nybrott.core.renewals.awards import AWARDS, awards_of
from nybrott.core.renewals.ending import Ending, ending
from nybrott.core.renewals.ranking import PARTS, Facts, Rank, rank

__all__ = ["AWARDS", "PARTS", "Ending", "Facts", "Rank", "awards_of", "ending", "rank"]

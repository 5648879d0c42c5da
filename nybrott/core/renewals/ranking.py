"""Which contract to begin on first: a sum of named parts, each with its own most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nybrott.core.terms import months_after, months_between

NEEDED = 12  # months that dialogue and competition take when they are done properly
WINDOW = (6, 24)  # months ahead that one looks when nobody says otherwise
BESIDE = 6  # months before and after in which others' contracts end "at the same time"

# The most each part gives. Together they are 100.
PARTS: Mapping[str, int] = {"time": 25, "value": 25, "single": 20, "needs": 20, "others": 10}

# From so many whole kroner on a contract gives so many points. The steps are chosen, not law.
_VALUES = ((100_000_000, 25), (20_000_000, 20), (5_000_000, 14), (1_000_000, 8), (0, 3))
_TENDERS = {0: 20, 1: 20, 2: 10}
_NEEDS = {0: 0, 1: 12}
_OTHERS = ((5, 10), (2, 6), (1, 3))
_TIMES = ((NEEDED, 25), (9, 16), (6, 8), (3, 3))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a contract. `kroner`: whole kroner, None when no value is said in kroner. `tenders`: None when not said.
    `needs`: how many of the own challenges are alike. `others`: how many other buyers' contracts of the same kind end at the same time."""

    ends_on: date
    kroner: int | None = None
    tenders: int | None = None
    needs: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class Rank:
    """`parts` name what was given for what, in the order of `PARTS`; `total` is their sum, 0 to 100. `months`: whole months left until it
    ends (negative when it has). `begin_on`: the day to begin, when dialogue and competition shall have the time they need."""

    parts: Mapping[str, int]
    months: int
    begin_on: date

    @property
    def total(self) -> int:
        return sum(self.parts.values())


def begin_on(ends_on: date) -> date:
    """When to begin, counted back from the end."""
    return months_after(ends_on, -NEEDED)


def rank(facts: Facts, today: date) -> Rank:
    """The parts of a contract's rank as of a day."""
    left = months_between(today, facts.ends_on)
    given = {
        "time": next((points for least, points in _TIMES if left >= least), 0),
        "value": next((points for least, points in _VALUES if facts.kroner is not None and facts.kroner > least), 0),
        "single": _TENDERS.get(facts.tenders, 0) if facts.tenders is not None else 0,
        "needs": _NEEDS.get(facts.needs, PARTS["needs"]),
        "others": next((points for least, points in _OTHERS if facts.others >= least), 0),
    }
    return Rank(given, left, begin_on(facts.ends_on))

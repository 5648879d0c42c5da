"""When a contract ends: the earliest and the latest day, and how each is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nybrott.core.renewals import wording
from nybrott.core.renewals.awards import Award
from nybrott.core.terms import months_after

# How the earliest end is known, the surest first. All but the first two are guesses.
WAYS = ("written", "counted", "asked", "published", "worded")
SURE = frozenset({"written", "counted"})

_MONTHS = {"MONTH": 1, "YEAR": 12}
_DAYS = {"DAY": 1, "WEEK": 7}
_LONGEST = 100  # years; longer is a filled-in nothing


@dataclass(frozen=True, slots=True)
class Ending:
    """`first_on`: the day it ends when no option is used; `last_on`: when every one is used.

    `known_by`: "written" (the award notice names the day), "counted" (its duration counted on from the start or conclusion it names),
    "asked" (the day or duration stands in the competition's notice only), "published" (its duration counted on from the day the award was
    published, for want of a better), "worded" (day or duration read out of words). `option_months` is what `last_on` adds; `may_go_on` says
    that it may be renewed though nothing says for how long. `words`, `option_words`: what was read.
    """

    first_on: date
    last_on: date
    known_by: str
    option_months: int = 0
    may_go_on: bool = False
    words: str = ""
    option_words: str = ""

    @property
    def guessed(self) -> bool:
        """Whether the earliest end is a guess."""
        return self.known_by not in SURE


def counted_on(start: date, number: int, unit: str) -> date | None:
    """The day `number` units after `start`; None for another unit, for nothing, or beyond a hundred years. A month later is the same day of
    the month, or the month's last day where it is shorter."""
    if number <= 0:
        return None
    try:
        if unit in _MONTHS:
            found = months_after(start, number * _MONTHS[unit])
        elif unit in _DAYS:
            found = start + timedelta(days=number * _DAYS[unit])
        else:
            return None
    except OverflowError:
        return None
    return found if found.year - start.year <= _LONGEST else None


def ending(award: Award) -> Ending | None:
    """When a contract ends, None when its notices say nothing that tells."""
    found = _first(award)
    if found is None:
        return None
    first_on, known_by, words = found
    option = (
        wording.options(award.options, bare=True)
        or wording.options(award.said)
        or wording.options(award.asked_options, bare=True)
        or wording.options(award.asked_said)
    )
    last_on = (option and counted_on(first_on, option.months, "MONTH")) or first_on
    may_go_on = option is None and bool(award.renewals)
    return Ending(
        first_on, last_on, known_by, option.months if option else 0, may_go_on, words, option.words if option else ""
    )


def _first(award: Award) -> tuple[date, str, str] | None:
    return next(_firsts(award), None)


def _firsts(award: Award) -> Iterator[tuple[date, str, str]]:
    """Every end that can be had, the surest first: day, how it is known, the words it was read from."""
    begins = award.starts_on or award.concluded_on
    if award.ends_on:
        yield award.ends_on, "written", ""
    if begins and (found := _after(begins, award.duration, award.duration_unit)):
        yield found, "counted", ""
    if award.asked_ends_on:
        yield award.asked_ends_on, "asked", ""
    later = begins or award.asked_starts_on or award.published_on
    if later and award.duration is None and (found := _after(later, award.asked_duration, award.asked_unit)):
        yield found, "asked", ""
    if award.published_on and (found := _after(award.published_on, award.duration, award.duration_unit)):
        yield found, "published", ""
    for text in (award.said, award.asked_said):
        if named := wording.period(text):
            yield named.ends_on, "worded", named.words
        if later and (read := wording.lasts(text)) and (found := counted_on(later, read.months, "MONTH")):
            yield found, "worded", read.words


def _after(start: date, duration: int | None, unit: str) -> date | None:
    return counted_on(start, duration, unit) if duration is not None else None

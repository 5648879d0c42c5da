"""What the notices of one procurement tell together: planning, competition, award, changes, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

CHAPTERS = ("planning", "competition", "award", "modification")
_CHAPTER = {
    "planning": "planning", "competition": "competition", "direct-award": "competition", "result": "award", "modification": "modification",
}  # fmt: skip
# A result that has not come so long after the last day for tenders (or, where no day is given, after the announcement) is missing.
_PATIENCE = {True: timedelta(days=180), False: timedelta(days=270)}


class Told(Protocol):
    """A notice as a story knows it. `deadline_on` is the last day for tenders, where it gives one."""

    @property
    def stage(self) -> str:
        """The stage of `core.notices`."""
        ...

    @property
    def published_on(self) -> date | None:
        """When it was published."""
        ...

    @property
    def deadline_on(self) -> date | None:
        """The last day for tenders."""
        ...


One = TypeVar("One", bound=Told)


@dataclass(frozen=True, slots=True)
class Chapter(Generic[One]):
    """A part of the story. `state`: "told" (there are notices), "missing" (it should be there), "none" (there is none, and there need not be
    any), "ahead" (its time has not come)."""

    name: str
    state: str
    notices: tuple[One, ...] = ()


def story(notices: Iterable[One], today: date) -> list[Chapter[One]]:
    """The four chapters in order; notices of no known stage stand in none. Undated notices come last in theirs."""
    by: dict[str, list[One]] = {name: [] for name in CHAPTERS}
    for one in notices:
        if one.stage in _CHAPTER:
            by[_CHAPTER[one.stage]].append(one)
    for held in by.values():
        held.sort(key=lambda one: (one.published_on is None, one.published_on or date.min))
    return [Chapter(name, "told" if by[name] else _untold(name, by, today), tuple(by[name])) for name in CHAPTERS]


def _untold(name: str, by: Mapping[str, Sequence[Told]], today: date) -> str:
    later = any(by[other] for other in CHAPTERS[CHAPTERS.index(name) + 1 :])
    if name == "planning":
        return "none" if later else "ahead"
    if name == "competition":
        return "missing" if later else "ahead"
    if name == "award":
        return "missing" if later or _is_late(by["competition"], today) else "ahead"
    return "none" if by["award"] else "ahead"


def _is_late(announced: Sequence[Told], today: date) -> bool:
    waits = [(one.deadline_on or one.published_on, one.deadline_on is not None) for one in announced]
    known = [day + _PATIENCE[is_deadline] for day, is_deadline in waits if day]
    return bool(known) and max(known) < today

"""Chooses, for each dialogue of a buyer, the one competition that probably came of it, or none."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter

from nybrott.core.linking.likening import Announcement, Likeness, Title, compare, likeness, read_title, runs
from nybrott.core.linking.rules import Rules, rules

# A title that may be compared with more of a buyer's titles than this says too little to guess by; and nobody's list of
# notices, however it was made, keeps a build busy for ever.
MOST_COMPARED = 2_000

_Kind = tuple[Title, tuple[str, ...]]  # titles that read the same, with the same codes


@dataclass(frozen=True, slots=True)
class Guess:
    """A competition that probably came of a dialogue (both by key), `days` after it; why, stands in `likeness`."""

    dialogue: str
    competition: str
    days: int
    likeness: Likeness


def guess(dialogue: Announcement, competitions: Iterable[Announcement]) -> Guess | None:
    """The competition of the same buyer that probably came of this dialogue. None when none is alike enough, or when
    two are alike enough and nearly equally so."""
    known = rules()
    ranked = sorted(
        (
            (found.score, one.key, one, found)
            for one in competitions
            if known.first_day <= (one.published_on - dialogue.published_on).days <= known.last_day
            and (found := likeness(dialogue, one)) is not None
        ),
        key=lambda entry: (-entry[0], entry[1]),
    )
    if not ranked or ranked[0][0] < known.least_score:
        return None
    if len(ranked) > 1 and _is_tie(ranked[0][0], ranked[1][0], known):
        return None
    _, _, one, found = ranked[0]
    return Guess(dialogue.key, one.key, (one.published_on - dialogue.published_on).days, found)


def guesses(dialogues: Iterable[Announcement], competitions: Iterable[Announcement]) -> Iterator[Guess]:
    """`guess` for each dialogue of one buyer, in their order; nothing for those that have none. Both are gone through
    once, the competitions first.

    Titles that read the same are compared once. Only competitions that can be alike are compared at all: their title
    says the rarest word of the dialogue's, or the dialogue's says the rarest of theirs. Where these are more than
    `MOST_COMPARED`, there is no guess.
    """
    known = rules()
    held = _Held(competitions, known)
    if held.is_empty:
        return
    compared: dict[_Kind, list[tuple[Likeness, _Group]]] = {}
    for one in dialogues:
        kind = (read_title(one.title, one.buyer_name, known), one.cpv)
        if kind not in compared:
            compared[kind] = held.like(kind)
        found = _best(one, compared[kind], known)
        if found:
            yield found


@dataclass(slots=True)
class _Group:
    """Competitions (day, key) whose titles read the same and whose codes are the same, in order."""

    kind: _Kind
    members: list[tuple[date, str]] = field(default_factory=list)

    def between(self, dialogue: Announcement, known: Rules) -> list[tuple[date, str]]:
        """The first two that were published in the days after a dialogue when its competition may be."""
        first = dialogue.published_on + timedelta(known.first_day)
        last = dialogue.published_on + timedelta(known.last_day)
        start = bisect_left(self.members, first, key=itemgetter(0))
        end = bisect_right(self.members, last, key=itemgetter(0))
        return self.members[start : min(end, start + 2)]


class _Held:
    """A buyer's competitions, and where to look for those that are like a dialogue."""

    def __init__(self, competitions: Iterable[Announcement], known: Rules) -> None:
        self._known = known
        groups: dict[_Kind, _Group] = {}
        for one in competitions:
            kind = (read_title(one.title, one.buyer_name, known), one.cpv)
            groups.setdefault(kind, _Group(kind)).members.append((one.published_on, one.key))
        for group in groups.values():
            group.members.sort()
        self._groups = list(groups.values())
        self._with: dict[str, list[int]] = {}  # run of letters → groups whose title has it
        for number, group in enumerate(self._groups):
            for run in sorted({run for word in group.kind[0].strong for run in runs(word)}):
                self._with.setdefault(run, []).append(number)
        self._rarest: dict[str, list[int]] = {}  # run of letters → groups whose rarest word has it
        for number, group in enumerate(self._groups):
            if group.kind[0].strong:
                for run in runs(min(group.kind[0].strong, key=self._spread)):
                    self._rarest.setdefault(run, []).append(number)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to compare with."""
        return not self._groups

    def _spread(self, word: str) -> tuple[int, str]:
        """How many groups may say a word."""
        return sum(len(self._with.get(run, ())) for run in runs(word)), word

    def like(self, kind: _Kind) -> list[tuple[Likeness, _Group]]:
        """The groups alike enough to count as a guess or to make one a tie, the likest first."""
        title, cpv = kind
        if not title.strong:
            return []
        may_be: set[int] = set()
        for run in runs(min(title.strong, key=self._spread)):
            may_be.update(self._with.get(run, ()))
        for word in title.strong:
            for run in runs(word):
                may_be.update(self._rarest.get(run, ()))
        if len(may_be) > MOST_COMPARED:
            return []
        found = []
        for number in sorted(may_be):
            group = self._groups[number]
            alike = compare(title, cpv, *group.kind, self._known)
            if alike and round(self._known.least_score - alike.score, 4) <= self._known.margin:
                found.append((alike, group))
        return sorted(found, key=lambda pair: -pair[0].score)


def _best(dialogue: Announcement, ranked: list[tuple[Likeness, _Group]], known: Rules) -> Guess | None:
    best: tuple[Likeness, tuple[date, str]] | None = None
    for alike, group in ranked:
        for one in group.between(dialogue, known):
            if best is None:
                if alike.score < known.least_score:
                    return None
                best = alike, one
            elif _is_tie(best[0].score, alike.score, known):
                return None
            else:
                break
    if best is None:
        return None
    alike, (day, key) = best
    return Guess(dialogue.key, key, (day - dialogue.published_on).days, alike)


def _is_tie(best: float, next_best: float, known: Rules) -> bool:
    return round(best - next_best, 4) <= known.margin

"""The chain need – requirement – test – criterion, and where it is broken."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from nybrott.core.requirements.kinds import KINDS

FEWEST = 20  # requirements from which a share is told in per cent


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement in the chain: its key, the needs it points back to, whether it says how it is measured, and whether
    it is to be rewarded rather than demanded."""

    key: int
    needs: frozenset[int] = frozenset()
    is_measured: bool = False
    is_rewarded: bool = False


@dataclass(frozen=True, slots=True)
class Awarded:
    """An award criterion in the chain: the requirements and needs it concerns."""

    key: int
    requirements: frozenset[int] = frozenset()
    needs: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hole:
    """Where the chain is broken. `kind`: "need" (no requirement answers it), "without_need", "without_test" and
    "not_rewarded" (a requirement that should be rewarded, and no criterion does), "criterion" (it concerns no requirement
    and no need). `key` is of the need, the requirement or the criterion."""

    kind: str
    key: int


HOLES = ("need", "without_need", "without_test", "not_rewarded", "criterion")


def holes(needs: Iterable[int], asked: Collection[Asked], awarded: Collection[Awarded]) -> tuple[Hole, ...]:
    """Every hole, by kind in the order of `HOLES`, and within a kind in the order given."""
    answered = frozenset[int]().union(*(one.needs for one in asked))
    rewarded = frozenset[int]().union(*(one.requirements for one in awarded))
    found = [Hole("need", key) for key in dict.fromkeys(needs) if key not in answered]
    found += [Hole("without_need", one.key) for one in asked if not one.needs]
    found += [Hole("without_test", one.key) for one in asked if not one.is_measured]
    found += [Hole("not_rewarded", one.key) for one in asked if one.is_rewarded and one.key not in rewarded]
    found += [Hole("criterion", one.key) for one in awarded if not one.requirements and not one.needs]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shares:
    """How many requirements are of each kind, of `n` in all."""

    n: int
    counts: Mapping[str, int]

    def per_cent(self, kind: str) -> int | None:
        """The share in whole per cent; None below 20 requirements, where one more or less would move it by 5 or more."""
        return round(100 * self.counts[kind] / self.n) if self.n >= FEWEST else None


def shares(kinds: Iterable[str]) -> Shares:
    """The kinds counted. Raises `KeyError` for a word that is no kind."""
    counted = Counter(kinds)
    if strange := set(counted) - set(KINDS):
        raise KeyError(f"no kind of requirement: {', '.join(sorted(strange))}")
    return Shares(counted.total(), {kind: counted[kind] for kind in KINDS})

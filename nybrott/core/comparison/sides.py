"""The shapes: counts, shares, and one that is compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted: procurements, those each lens sees and those people have `confirmed`; competitions and announced dialogues; lots with a known
    number of tenders; lots where a winner's size is stated, and those won by a small or medium-sized supplier."""

    procurements: int = 0
    strict: int = 0
    declared: int = 0
    behavioural: int = 0
    competitions: int = 0
    dialogues: int = 0
    tendered: int = 0
    stated: int = 0
    small: int = 0
    confirmed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return self._with(other, int.__add__)

    def __sub__(self, other: "Counts") -> "Counts":
        return self._with(other, int.__sub__)

    def _with(self, other: "Counts", what: Callable[[int, int], int]) -> "Counts":
        return Counts(*(what(getattr(self, one.name), getattr(other, one.name)) for one in fields(Counts)))


# share → (what is counted, what it is a share of), both fields of `Counts`
SHARES: Mapping[str, tuple[str, str]] = {
    "dialogue_share": ("dialogues", "competitions"),
    "strict_share": ("strict", "procurements"),
    "declared_share": ("declared", "procurements"),
    "behavioural_share": ("behavioural", "procurements"),
    "confirmed_share": ("confirmed", "procurements"),
    "small_share": ("small", "stated"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `n`; `value` is from 0 to 1 (announced dialogues may outnumber competitions), None where `n` is 0."""

    part: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.part / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Side:
    """One that is compared: an organisation (with `country` and `ref`), a group together, or the rest.

    `median` is the median number of tenders a lot received, None where none is known. `whole` says that it is the
    median of the whole country, not of the rest alone."""

    name: str
    counts: Counts
    median: float | None = None
    country: str = ""
    ref: str = ""
    whole: bool = False

    def share(self, name: str) -> Share:
        """One of `SHARES`."""
        part, of = SHARES[name]
        return Share(getattr(self.counts, part), getattr(self.counts, of))

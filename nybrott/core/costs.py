"""What a run cost, in whole øre, and what each thing it led to cost. Pure; no decimal fractions anywhere.

What is rounded is rounded to the nearest øre, half an øre upwards: each role's hours once, each price of an outcome once. Sums are of what
was rounded, so that a page adds up.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Worked:
    """A role's time in minutes: used, and set aside (None: nothing was said). `rate`: øre for an hour (None: nobody has said)."""

    role: str
    used: int
    set_aside: int | None = None
    rate: int | None = None

    @property
    def cost(self) -> int | None:
        """What the time used cost, in øre; None when it was used and nobody has said what an hour costs."""
        return _priced(self.used, self.rate)

    @property
    def expected(self) -> int | None:
        """What the time set aside would cost, in øre; None when one of the two is not known."""
        return None if self.set_aside is None else _priced(self.set_aside, self.rate)


@dataclass(frozen=True, slots=True)
class Total:
    """What it all cost. `hours` and `other` in øre; `without_rate`: roles whose time is not in it because an hour has no price."""

    hours: int
    other: int
    without_rate: tuple[str, ...] = ()

    @property
    def all(self) -> int:
        """Both together."""
        return self.hours + self.other

    @property
    def whole(self) -> bool:
        """Whether everything that was used has a price; otherwise it cost at least so much."""
        return not self.without_rate

    @property
    def known(self) -> bool:
        """Whether anything has a price; otherwise nothing can be said of what an outcome cost."""
        return self.all > 0


def total(worked: Iterable[Worked], paid: Iterable[int]) -> Total:
    """Time by role and sums paid, together."""
    lines = list(worked)
    return Total(sum(one.cost or 0 for one in lines), sum(paid), tuple(one.role for one in lines if one.cost is None))


def per(amount: int, number: int) -> int | None:
    """What one of so many cost, in øre; None when there are none: nothing can be said of what none cost."""
    return None if number <= 0 else (2 * amount + number) // (2 * number)


def _priced(minutes: int, rate: int | None) -> int | None:
    if minutes == 0:
        return 0
    return None if rate is None else (minutes * rate + 30) // 60

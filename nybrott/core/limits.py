"""How often something may be tried, and what is said when it has been tried too often."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` tries within `span`, which begins with the first of them. `name` tells it from other limits."""

    name: str
    times: int
    span: timedelta

    def __post_init__(self) -> None:
        if self.times < 1 or self.span <= timedelta(0):
            raise ValueError(f"{self.name}: a limit allows at least one try, within some time")


class TooMany(Exception):
    """Too many tries; the next may come at `again_at`. Becomes a page with status 429."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at.isoformat())
        self.again_at = again_at

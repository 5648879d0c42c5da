"""The shapes: what a measure is, and how it may be grouped and narrowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

LANGUAGES = ("nb", "nn", "en")
UNITS = ("count", "share", "mean", "median")
LENSES = ("strict", "declared", "behavioural", "all", "none")


class MeasureError(ValueError):
    """A measure that does not exist, or a grouping or condition that no measure knows. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a measure: a column of its answer.

    `unit` is count (whole things), share (0 to 1, of `n`), mean or median. `of` names in plain words what is counted.
    """

    id: str
    unit: str
    lens: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, as a person can review it.

    `names`, `counted` (what is counted), `not_counted` (what is not) and `coverage` (what the data can and cannot say)
    are keyed by nb, nn, en. `denominator` is what `n` counts. `sql` is one DuckDB statement over the lake's tables
    with the places `{group}`, `{where}` and `{names}` (see `statement`). `version` grows when the definition changes.
    `reasons` say why it is counted in nb, nn and en; `why` is the English one.
    """

    id: str
    version: int
    lens: str
    names: Mapping[str, str]
    counted: Mapping[str, str]
    not_counted: Mapping[str, str]
    coverage: Mapping[str, str]
    denominator: Mapping[str, str]
    figures: tuple[Figure, ...]
    sql: str
    why: str
    reasons: Mapping[str, str]
    source: str
    authored_by: str
    checked_by: str
    review_after: date
    fingerprint: str

    @property
    def by_people(self) -> bool:
        """Whether it needs what people have answered: its SQL has the parameter `$confirmed`, the keys of the notices in
        which a sign is confirmed."""
        return "$confirmed" in self.sql

    @staticmethod
    def fingerprint_of(version: int, sql: str) -> str:
        """The short name of what is counted: another one for another version or SQL text."""
        return sha256(f"{version}\0{sql}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Statement:
    """What to ask the lake: SQL, the values of its parameters, and the columns of the answer, the grouping's first.
    `group` and `condition` are what stands in the places `{group}` and `{where}` of the measure's SQL."""

    sql: str
    values: Mapping[str, object]
    columns: tuple[str, ...]
    group: str = ""
    condition: str = ""

"""What a guide is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a guide, and why it is asked, by language (nb, nn, en)."""

    id: str
    asks: Mapping[str, str]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Guide:
    """The questions for one kind of work ("statement", "dialogue", "evaluation", "case"), in order. `version` is a short hash of the file."""

    kind: str
    name: Mapping[str, str]
    why: str
    source: str
    authored_by: str
    checked_by: str
    review_after: date
    questions: tuple[Question, ...]
    version: str

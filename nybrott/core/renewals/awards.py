"""What notices say of one contract, as the lake gives it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

# Over the tables of a lake, without parameters; the columns are the fields of `Award`, in the same order.
AWARDS = (files("nybrott.core.renewals") / "catalogue/awards.sql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Award:
    """One contract (a lot of a procedure) by its latest award notice `key`.

    `minor` is the value in minor units of `currency`, None when none is said. Durations are in DAY, WEEK, MONTH or YEAR. `renewals`: how
    many times it may be renewed. `asked_…`: what the competition of the same procedure said of the lot. `said`, `asked_said`: the words
    around periods and options in the two notices' texts.
    """

    key: str
    ordinal: int
    lot: str
    procedure: str
    country: str
    buyer: str
    buyer_name: str
    title: str
    lot_title: str
    doffin_ref: str
    published_on: date | None
    cpv: str
    tenders: int | None
    minor: int | None
    currency: str
    winners: tuple[str, ...]
    framework: str
    concluded_on: date | None
    starts_on: date | None
    ends_on: date | None
    duration: int | None
    duration_unit: str
    options: str
    renewals: int | None
    asked_starts_on: date | None
    asked_ends_on: date | None
    asked_duration: int | None
    asked_unit: str
    asked_options: str
    said: str
    asked_said: str


_NAMES = tuple(Award.__dataclass_fields__)


def awards_of(rows: Iterable[Sequence[Any]]) -> Iterator[Award]:
    """The rows `AWARDS` gives."""
    for row in rows:
        said = dict(zip(_NAMES, row, strict=True))
        yield Award(**said | {"winners": tuple(said["winners"])})

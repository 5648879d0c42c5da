"""What a room says so that rows of a spreadsheet can be brought into it: columns, a judge, a way in.

A room makes one `Importer` for each kind of row. A room below the desk lists them as `IMPORTERS` in its `actions`; one above
gives each to `desk.queries.register_importer` from its `AppConfig.ready`, and to `register_importers` what makes one for each thing
rows are brought into. The desk reads the file, matches the columns, shows what would change and takes the good rows in; the room never sees a file.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from nybrott.core.actor import Actor
from nybrott.core.verdict import Verdict

Outcome = Literal["new", "changed", "unchanged", "error"]
OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "unchanged", "error")
WHOLE_ROW = ""  # the key of an error that is no single column's


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `names`: language (nb, nn, en) → the headings it is recognised by, in any case; the first is written in
    the empty template. `example` is a value somebody could have typed."""

    key: str
    names: Mapping[str, Sequence[str]]
    required: bool = False
    example: str = ""

    def heading(self, language: str) -> str:
        """What the column is called in a language; in bokmål where that language has no name for it."""
        return (self.names.get(language) or self.names["nb"])[0]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number there (the heading is row 1 of most files) and its values by column key, trimmed.

    Every matched column is in `values`, empty where the cell is. A column that nothing was matched to is missing.
    """

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What will become, or has become, of one row. `what` is one sentence in the reader's language ("Kari becomes a member
    of Health."); `errors` are sentences by column key, `WHOLE_ROW` for what is no single column's. `care` is a sentence about
    what somebody should look at before a good row is taken in; it stops nothing."""

    number: int
    outcome: Outcome
    what: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    care: str = ""

    def __post_init__(self) -> None:
        if (self.outcome == "error") != bool(self.errors):
            raise ValueError(f"row {self.number}: an error says why, and nothing else has errors")


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: how many rows of each outcome, and some or all of the verdicts."""

    counts: Mapping[Outcome, int]
    verdicts: Sequence[RowVerdict]

    @classmethod
    def of(cls, verdicts: Iterable[RowVerdict]) -> "Preview":
        """All of them, counted."""
        listed = tuple(verdicts)
        counted = Counter(verdict.outcome for verdict in listed)
        return cls({outcome: counted[outcome] for outcome in OUTCOMES}, listed)


class Judge(Protocol):
    """Says what would become of each row and changes nothing: one verdict for each row, in the same order.

    `rows` comes once, lazily, and may be 100,000 long: ask the database for many rows at a time. What two rows say of
    the same thing is seen here, because all rows come in one call.
    """

    def __call__(self, *, actor: Actor, rows: Iterable[Row]) -> Iterable[RowVerdict]: ...


class TakeIn(Protocol):
    """Takes rows in that were judged new or changed, a few hundred at a time and in their order, in the caller's transaction.

    An action: asks its rule, ends in the journal. Answers with one verdict for each row: what happened, or why it
    no longer could (somebody changed things since the preview). It may raise for a row; the desk then takes the
    rows one by one and keeps the sentence of a `Refused`. Taking the same row twice must do no harm.
    """

    def __call__(self, *, actor: Actor, rows: Sequence[Row], now: datetime) -> Iterable[RowVerdict]: ...


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of row that can be brought in.

    `key` stands in addresses ("members"). `name` and `lead` are what it is called and one sentence about it (texts or
    lazily translated ones). `permission` is the word of `people/roles.py` that may use it. For rows brought into one thing it is
    empty and `may` says who may: then only the one who brought a file sees it and its rows. `after` is the name of the
    address where one sees the result ("people:members"), `after_args` what stands in it.
    """

    key: str
    name: object
    lead: object
    permission: str
    columns: Sequence[Column]
    judge: Judge
    take_in: TakeIn
    after: str = ""
    after_args: Sequence[object] = ()
    may: Callable[[Actor], Verdict] | None = None

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if not keys or len(keys) != len(set(keys)):
            raise ValueError(f"the importer {self.key} needs columns, each with a key of its own")
        if bool(self.permission) == (self.may is not None):
            raise ValueError(f"the importer {self.key} says who may use it by a permission, or by what it is about")


def _folded(heading: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", heading).casefold())


def recognised(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Column key → place (from 0) of the heading that names it, in any language, case, spacing or punctuation.

    A heading is used once; the first that fits wins. Columns that no heading names are left out.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(map(_folded, headings)):
        for column in columns:
            said = {_folded(name) for names in column.names.values() for name in names} | {_folded(column.key)}
            if heading and column.key not in places and heading in said:
                places[column.key] = place
                break
    return places


def missing(columns: Sequence[Column], places: Mapping[str, int]) -> list[Column]:
    """The required columns that nothing is matched to."""
    return [column for column in columns if column.required and column.key not in places]

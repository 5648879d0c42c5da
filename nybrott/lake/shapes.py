"""What the lake answers with: frozen rows, ready for a page. Amounts are `Money` (minor units); days are dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from nybrott.core.notices import Money

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A part of a longer list. `number` counts from 1; a page past the end is the last one."""

    rows: tuple[Row, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Count:
    """How many notices there are of one kind. `name` is text, or a year; None is "not known"."""

    name: str | int | None
    notices: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the lake holds. `errors` is how many things could not be read, `duplicates` how many notices were found
    more than once. `rules` names the version of the signs' catalogue, `generation` this state of the lake."""

    notices: int = 0
    procedures: int = 0
    buyers: int = 0
    first_on: date | None = None
    last_on: date | None = None
    by_format: tuple[Count, ...] = ()
    by_year: tuple[Count, ...] = ()
    by_country: tuple[Count, ...] = ()
    by_stage: tuple[Count, ...] = ()
    errors: int = 0
    duplicates: int = 0
    rules: str = ""
    generation: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A measure's answer. `columns` are the grouping's columns, then the measure's figures; `rows` are in that order.

    `n` is the denominator in every row; a share is a number from 0 to 1 and None where `n` is 0.
    """

    measure: str
    version: str
    by: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def records(self) -> Iterator[dict[str, object]]:
        """Each row as column → value."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A buyer in a list. `ref` is its address in the lake (its organisation number where it has one).

    `notices` counts notices; `procedures` those with a competition or a result, and `strict`, `declared`,
    `behavioural` and `innovation` those among them; `dialogues` announced market dialogues; `candidates` procedures of
    any kind with a weak sign for a person to look at.
    """

    country: str
    ref: str
    name: str
    notices: int
    procedures: int
    dialogues: int
    strict: int
    declared: int
    behavioural: int
    innovation: int
    candidates: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """One buyer: `row` as in the list; `number` its organisation number as normalised, empty where it has none;
    `names` every name it has used, the latest first; `by_stage` its notices by stage."""

    row: OrganisationRow
    number: str
    names: tuple[str, ...]
    by_stage: tuple[Count, ...]
    by_year: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in a list. `buyer` is its first buyer's address in the lake, `candidates` the ids of weak signs in it."""

    key: str
    title: str
    country: str
    buyer: str
    buyer_name: str
    published_on: date | None
    year: int | None
    stage: str
    procedure: str
    procedure_key: str
    format: str
    doffin_ref: str
    publication_ref: str
    language: str
    cpv_main: str
    market_dialogue: bool
    innovation: bool
    partnership: bool
    friendly: bool
    strict: bool
    declared: bool
    behavioural: bool
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """A procurement in a list: what figures count. `key` is the notice that stands for it, `notices` how many it has;
    `year`, `opened_on`, country and buyer are that notice's. Signs and lenses are true when any of its notices shows
    them."""

    procedure_key: str
    key: str
    title: str
    country: str
    buyer: str
    buyer_name: str
    year: int | None
    opened_on: date | None
    notices: int
    market_dialogue: bool
    innovation: bool
    partnership: bool
    friendly: bool
    strict: bool
    declared: bool
    behavioural: bool


@dataclass(frozen=True, slots=True)
class NoticeText:
    """One text of a notice, as in `core.notices`; `ordinal` is its number among the notice's texts."""

    ordinal: int
    field: str
    lot: str
    language: str
    content: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign seen: `words` at `start`–`end` (characters) of the text numbered `text`; a code has `text` −1."""

    signal: str
    family: str
    lens: str
    weight: str
    field: str
    words: str
    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoticeParty:
    """A buyer or a winner of a notice."""

    name: str
    ref: str
    ref_raw: str
    country: str
    nuts: str
    legal_type: str
    activity: str
    size: str


@dataclass(frozen=True, slots=True)
class NoticeLot:
    """A lot (or planning part) of a notice."""

    ref: str
    kind: str
    cpv_main: str
    cpv_additional: tuple[str, ...]
    nuts: tuple[str, ...]
    estimated: Money | None
    framework: str
    dynamic: str
    variants: str
    eu_funded: str
    duration: int | None
    duration_unit: str
    starts_on: date | None
    ends_on: date | None
    deadline_on: date | None


@dataclass(frozen=True, slots=True)
class NoticeResult:
    """What came of a lot, with the tenders received by kind and the winners."""

    lot: str
    outcome: str
    not_awarded_reason: str
    tenders: tuple[tuple[str, int], ...]
    winners: tuple[NoticeParty, ...]
    awarded: Money | None
    concluded_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class NoticeCriterion:
    """An award criterion."""

    kind: str
    name: str
    text: str
    weight: str
    weight_kind: str
    lot: str


@dataclass(frozen=True, slots=True)
class NoticeCode:
    """A strategic code (BT-06, 774, 775, 776, 777, 805)."""

    field: str
    value: str
    lot: str


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """What the notice changes in an earlier one."""

    changed: str
    reason: str
    section: str


@dataclass(frozen=True, slots=True)
class NoticeGuess:
    """What came of a dialogue, seen from either side: `notice` is the first of the dialogue (then `is_dialogue`) or of
    the competition that followed it `days` later. `known_by` is "reference" when the competition names the dialogue,
    else "guess"; only a guess has reasons: how alike they are (0 to 1), the words both titles say, and how many first
    digits the CPV codes share (8: the same code; None: one has no code)."""

    notice: NoticeRow
    is_dialogue: bool
    known_by: str
    days: int
    score: float | None
    shared_words: tuple[str, ...]
    cpv_digits: int | None


@dataclass(frozen=True, slots=True)
class Followed:
    """How many dialogues there are, and how many of them a competition followed, by how that is known."""

    dialogues: int
    identifier: int
    reference: int
    guess: int


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Everything the lake knows of one notice. `siblings` are the other notices of its procedure, oldest first;
    `guesses` are notices of other procedures that a dialogue links it to, known by reference or guessed."""

    head: NoticeRow
    notice_id: str
    version: str
    procedure_id: str
    procedure_link: str
    previous: tuple[str, ...]
    path: str
    regime: str
    form_type: str
    notice_type: str
    subtype: str
    legal_basis: str
    procedure_features: tuple[str, ...]
    dispatched_on: date | None
    planned_on: date | None
    deadline_on: date | None
    url: str
    cpv_additional: tuple[str, ...]
    estimated: Money | None
    awarded: Money | None
    remarks: tuple[str, ...]
    test_words: str
    rules: str
    texts: tuple[NoticeText, ...]
    findings: tuple[Finding, ...]
    buyers: tuple[NoticeParty, ...]
    lots: tuple[NoticeLot, ...]
    results: tuple[NoticeResult, ...]
    criteria: tuple[NoticeCriterion, ...]
    codes: tuple[NoticeCode, ...]
    changes: tuple[NoticeChange, ...]
    siblings: tuple[NoticeRow, ...]
    guesses: tuple[NoticeGuess, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be read. `kind` is "source" (a file or archive) or "notice" (its contents)."""

    path: str
    place: str
    reason: str
    kind: str

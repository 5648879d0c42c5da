"""The shapes: what a sign is, and what was found in a notice. Nothing here reads a file or searches a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FAMILIES = ("market-dialogue", "innovation", "partnership", "friendly")
LENSES = ("strict", "declared", "behavioural")
WEIGHTS = ("counted", "candidate", "context")
STAGES = ("planning", "competition", "direct-award", "result", "modification", "other")
LANGUAGES = ("nb", "nn", "en")

FIELD_GROUPS: Mapping[str, tuple[str, ...]] = {
    "titles": ("title", "lot-title"),
    "texts": ("description", "note", "lot-description", "lot-note", "features", "strategic"),
    "criteria": ("criterion", "criterion-name"),
    "reasons": ("justification", "change"),
}
TEXT_FIELDS = tuple(name for group in FIELD_GROUPS.values() for name in group)
CODE_FIELDS = (
    "procedure", "form-type", "notice-type", "subtype", "variants", "cpv",
    "BT-06", "BT-774", "BT-775", "BT-776", "BT-805",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded. `open_left`/`open_right`: letters may go on before/after it ("*dialogmøte*")."""

    body: str
    open_left: bool
    open_right: bool
    language: str


@dataclass(frozen=True, slots=True)
class WordList:
    """Terms that mean one thing. `masks`: what these words cover (an organisation's name) is no sign of anything."""

    name: str
    terms: tuple[Term, ...]
    masks: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A word of list `words` must stand in the same sentence, with at most `within` words between.

    `side` says where the other word stands, seen from the found one: before, after or either.
    """

    words: str
    within: int
    side: str = "either"


@dataclass(frozen=True, slots=True)
class Rule:
    """A word of `find` in one of `fields`, at one of `stages` (empty: any), with and without company.

    `near`: every one of them must hold; `not_near`: none of them may. `also`: each list must have a word somewhere in
    the notice's titles or texts. `not_also`: none of these lists may. `codes`: for every field named, the notice must
    carry one of its codes; `not_codes`: for none of them may it.
    """

    find: str
    fields: frozenset[str]
    stages: frozenset[str] = frozenset()
    near: tuple[Near, ...] = ()
    not_near: tuple[Near, ...] = ()
    also: tuple[str, ...] = ()
    not_also: tuple[str, ...] = ()
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    not_codes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A code of the notice. A value ending in "*" is a beginning ("73*"). Outside `valid_from`..`valid_until` (both
    included) the code is shown as context and never counted."""

    field: str
    values: tuple[str, ...]
    stages: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None

    def is_valid_on(self, day: date | None) -> bool:
        """True when the code was in force on `day`; an undated notice is given the benefit of the doubt."""
        if day is None:
            return True
        return (self.valid_from is None or day >= self.valid_from) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A small invented notice, in our own words, that shows (or only seems to show) a sign."""

    title: str = ""
    text: str = ""
    language: str = "nb"
    stage: str = "competition"
    codes: tuple[tuple[str, str], ...] = ()
    published_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign, as a person can review it.

    `family` says what the sign is a sign of; `lens` which of the three ways of counting it belongs to; `weight`
    whether it is counted, a candidate for a person to confirm, or context. `opens_lens`: whether seeing it makes its
    lens true (counted signs do; competitive dialogue does although it is context; a design contest does not).
    `names`, `what` and `why` are keyed by nb, nn, en. `checked_by` is empty until somebody else than the author has.
    """

    id: str
    family: str
    lens: str
    weight: str
    opens_lens: bool
    names: Mapping[str, str]
    what: Mapping[str, str]
    why: Mapping[str, str]
    source: str
    authored_by: str
    checked_by: str
    review_after: date
    words: Mapping[str, WordList]
    rules: tuple[Rule, ...]
    unless: tuple[Rule, ...]
    codes: tuple[CodeRule, ...]
    good: tuple[Example, ...]
    near_misses: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where a sign was seen.

    `text` is the words as they stand in `notice.texts[text_index].content[start:end]`. For a code `text` is the code,
    `field` its name (procedure, BT-776, cpv …), `text_index` −1 and both offsets 0.
    """

    signal: str
    field: str
    text: str
    weight: str
    text_index: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Lenses:
    """Three ways to count, kept apart: procedure type, codes the buyer gave, what the text shows was done."""

    strict: bool
    declared: bool
    behavioural: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What the signs say of one notice. Partnership implies innovation; market dialogue stands beside both.

    `candidates` are ids of weak signs seen in a family that is not already counted, for a person to confirm.
    """

    market_dialogue: bool
    innovation: bool
    partnership: bool
    friendly: bool
    candidates: tuple[str, ...]
    lenses: Lenses
    evidence: tuple[Evidence, ...]

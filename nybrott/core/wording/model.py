"""The shapes: what a rule is, and what was remarked. Nothing here reads a file or a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

LANGUAGES = ("nb", "nn", "en")
KINDS = ("seen", "missing", "sentence")
ASKED_OF = ("need", "question")  # a statement of a need, and a “how might we …” alone

# In the order they are told, and the stronger first where two speak of the same words.
RULES = (
    "brand", "product", "solution", "who", "where", "number", "evidence", "consequence", "measure",
    "wide", "narrow", "vague", "passive", "long",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a term, as it must stand in the text.

    `kind`: "word" (just so), "begins" (letters may follow), "noun" (with an inflection or without), "number" (digits, no
    year), "year", "name" (a capital letter inside a sentence) or "any". `compound`: letters may stand before it.
    `exact`: small and capital letters as written.
    """

    kind: str
    body: str = ""
    compound: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Terms that mean one thing, by language, and the words that only look like one of them."""

    name: str
    terms: Mapping[str, tuple[tuple[Piece, ...], ...]]
    unless: Mapping[str, tuple[tuple[Piece, ...], ...]]


@dataclass(frozen=True, slots=True)
class Near:
    """A word of one of the lists `words`, in the same sentence, with at most `within` words between.

    `side`: where it stands, seen from the found one: before, after or either.
    """

    words: tuple[str, ...]
    within: int
    side: str


@dataclass(frozen=True, slots=True)
class Find:
    """A word of one of the lists `words`; `form` "indefinite" leaves out the one already known (appen, the app).

    All of `near` must be there, none of `not_near` may. `why` and `suggestion` take the place of the rule's when given.
    """

    words: tuple[str, ...]
    form: str = "any"
    near: tuple[Near, ...] = ()
    not_near: tuple[Near, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    suggestion: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """When a sentence is long: more than `words`; or at least `heavy_words`, and a LIX of `heavy_lix` or more."""

    words: int = 0
    heavy_words: int = 0
    heavy_lix: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as a person can review it.

    `kind` "seen": remarks on what one of `finds` finds. "missing": remarks when none of them finds anything. "sentence":
    remarks on sentences beyond `limits`. `asked_of`: of which statements it is asked. `holds_back`: a statement with
    this remark is not ready. `few`: a question with no more words of weight than this, and nobody and no place named, is
    remarked on as well (0: never). `good` and `bad` are examples by language; in a bad one [brackets] show the words remarked on.
    """

    id: str
    kind: str
    holds_back: bool
    asked_of: frozenset[str]
    names: Mapping[str, str]
    why: Mapping[str, str]
    suggestion: Mapping[str, str]
    source: str
    authored_by: str
    checked_by: str
    review_after: date
    finds: tuple[Find, ...]
    limits: Limits
    few: int
    good: Mapping[str, tuple[str, ...]]
    bad: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: `words` stand in the text from `start` to `end` (characters). What is missing is shown by the sentence
    that says the need; in a text without any word, by what little there is."""

    rule: str
    words: str
    start: int
    end: int
    why: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was remarked, in the order of the text within each rule; `language` is nb, nn or en."""

    language: str
    remarks: tuple[Remark, ...]
    ready: bool

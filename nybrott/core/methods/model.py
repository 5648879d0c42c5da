"""The shapes: what a method card is, and the words it is sorted by. Nothing here reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

LANGUAGES = ("nb", "nn", "en")
# Behov–Løsning–Test: where in the work a method belongs.
PHASES = ("need", "solution", "test")
# What a method makes, in the order of the red thread.
OUTPUTS = ("map", "evidence", "insight", "need", "statement", "priority", "goal", "dialogue", "tested", "learning")
# How far a challenge has come; the first five are the states of challenges, the last two come when something is tried.
STAGES = ("raised", "anchored", "hearing", "sensemaking", "described", "trial", "closed")
# What a challenge may lack, in the order of the red thread.
GAPS = (
    "stakeholders",  # nobody has said who is touched
    "together",  # those who should work on it do not see the same problem
    "voices",  # few of those it concerns have been heard
    "observation",  # nobody has seen it happen
    "figures",  # nothing says how many or how often
    "insight",  # what was gathered has not been put together
    "needs",  # no need has been worded
    "unverified",  # needs are assumptions
    "priority",  # many needs, none before another
    "cause",  # the problem is not worded, or only its surface
    "question",  # no question that opens
    "goals",  # nobody could say afterwards whether it went well
    "effects",  # how the change would come about is not thought through
    "reuse",  # nobody has looked at what others did
    "market",  # the market has not been asked
    "requirements",  # what will be asked of suppliers says how, not what
    "untested",  # what the answer rests on has not been tried
    "learning",  # what was learnt has not been gathered
)
TEXTS = ("name", "what", "why", "result", "digital")  # one text each
LISTS = ("material", "steps", "pitfalls")  # several texts each


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says in one language.

    `what` and `why` are a sentence or two, `result` what one has in hand afterwards, `digital` how it is done on a screen.
    `material` are things to bring, without a full stop; `steps` stand beside the card's minutes.
    """

    name: str
    what: str
    why: str
    material: tuple[str, ...]
    steps: tuple[str, ...]
    result: str
    pitfalls: tuple[str, ...]
    digital: str


@dataclass(frozen=True, slots=True)
class Card:
    """One method.

    `people` is from–to; `step_minutes` add up to `minutes`. `outputs` are words of `OUTPUTS`; `stages` and `gaps` say when it
    is the right card. `texts` is keyed by nb, nn, en: all three in the catalogue, at least one in an organisation's own.
    `source`, `authored_by`, `checked_by`, `review_after`: where the ideas come from and who answers for the words.
    """

    STAGES: ClassVar[tuple[str, ...]] = STAGES
    TEXTS: ClassVar[tuple[str, ...]] = TEXTS
    LISTS: ClassVar[tuple[str, ...]] = LISTS
    LONGEST: ClassVar[int] = 1_000  # characters of one text
    MOST_LINES: ClassVar[int] = 12  # steps, pitfalls, things to bring
    MOST_PEOPLE: ClassVar[int] = 500
    MOST_MINUTES: ClassVar[int] = 14 * 24 * 60  # something may stand open for two weeks

    id: str
    phase: str
    people: tuple[int, int]
    minutes: int
    step_minutes: tuple[int, ...]
    outputs: tuple[str, ...]
    stages: tuple[str, ...]
    gaps: tuple[str, ...]
    texts: Mapping[str, CardText] = field(hash=False)
    source: str = ""
    authored_by: str = ""
    checked_by: str = ""
    review_after: date | None = None

    def text(self, language: str) -> tuple[str, CardText]:
        """What it says in a language, or in the first one it is written in; with the language it is in."""
        chosen = language if language in self.texts else next(one for one in LANGUAGES if one in self.texts)
        return chosen, self.texts[chosen]

    def data(self) -> dict[str, Any]:
        """The card as plain JSON, as `read_card` reads it. Where the words come from stays with the catalogue."""
        said: dict[str, Any] = {
            "id": self.id, "phase": self.phase, "people": list(self.people), "minutes": self.minutes,
            "step_minutes": list(self.step_minutes), "outputs": list(self.outputs), "stages": list(self.stages), "gaps": list(self.gaps),
        }  # fmt: skip
        for language in LANGUAGES:
            if language in self.texts:
                one = self.texts[language]
                said[language] = {key: getattr(one, key) for key in TEXTS}
                said[language] |= {key: list(getattr(one, key)) for key in LISTS}
        return said

"""Questions, options and rules as the catalogue tells them, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Texts = Mapping[str, str]
"""The same in nb, nn and en."""
Holder = Literal["municipality", "state"]
Kind = Literal["goods_services", "works", "social"]
Effect = Literal["for", "against", "not_possible", "check"]
Effort = Literal["low", "medium", "high"]
EFFECTS: tuple[Effect, ...] = ("for", "against", "not_possible", "check")
EFFORTS: tuple[Effort, ...] = ("low", "medium", "high")
VALUE = "value"
"""The one question that is answered with an amount: the estimated value in whole øre without VAT."""
MOST = 100_000_000_000_00
"""The largest value that is taken, in øre (a hundred billion kroner)."""
FACTS: Mapping[str, tuple[str, ...]] = MappingProxyType({"band": ("below_entry", "below_eea", "eea"), "frame": ("within", "over")})  # fmt: skip
"""What is worked out of the value, and stands in rules like an answer. `band`: below the entry amount, between it and the EEA threshold, at or above
the EEA threshold. `frame`: within or over the cost frame StartOff had."""
KIND_OF: Mapping[str, Kind] = MappingProxyType({
    "goods": "goods_services", "services": "goods_services", "works": "works", "social": "social",
})  # fmt: skip
"""Which threshold an answer to the question `object` leads to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to answer a question."""

    id: str
    names: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """A question and why it is asked. `answers` is empty for the one that is answered with an amount."""

    id: str
    names: Texts
    why: Texts
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A way to buy. `takes`: what the effort is; `checks`: what to check with a lawyer in any case; `refs`: names in `core.law`."""

    id: str
    names: Texts
    what: Texts
    effort: Effort
    takes: Texts
    checks: tuple[Texts, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What answers say about an option. `when`: question or fact → the answers it holds for; all of them must be so. `weight`: 1 to 3 of what
    speaks for or against, 0 of the rest."""

    id: str
    option: str
    effect: Effect
    weight: int
    when: Mapping[str, tuple[str, ...]]
    why: Texts
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it, the rules by option. `edition`: twelve characters that change whenever a table does; `checked_by`: who
    beside the authors has checked the rules ("": nobody)."""

    questions: tuple[Question, ...]
    options: tuple[Option, ...]
    rules: Mapping[str, tuple[Rule, ...]]
    edition: str
    checked_by: str = ""

    def question(self, name: str) -> Question:
        """A question by its id. Raises `KeyError`."""
        found = next((one for one in self.questions if one.id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def option(self, name: str) -> Option:
        """An option by its id. Raises `KeyError`."""
        found = next((one for one in self.options if one.id == name), None)
        if found is None:
            raise KeyError(name)
        return found


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: question → answer, the value in øre (None: not known), and who buys. An unanswered question is not in `choices`."""

    choices: Mapping[str, str] = field(default_factory=dict)
    value: int | None = None
    holder: Holder = "municipality"

"""From answers to options in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from nybrott.core.procedures.facts import Fact, facts_of
from nybrott.core.procedures.loading import catalogue
from nybrott.core.procedures.model import EFFORTS, VALUE, Catalogue, Given, Option, Rule

_HEAVIEST = 3  # what would rule an option out, held against amounts that are not sure, weighs as much against it as anything can
_TRIED = (0, 550_000_00, 1_000_000_00, 100_000_000_00)  # values on every side of the amounts of the tables


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that holds. `sure`: whether no amount it rests on is doubtful."""

    rule: Rule
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option and what is said of it. `place`: 1 for the first; the same for those nothing tells apart; None when it is not possible."""

    option: Option
    place: int | None
    score: int
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    not_possible: tuple[Reason, ...]
    checks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A question nobody has answered, and what an answer could change: which options come first, the order, or nothing. `first`: the options that
    could then be first and are not."""

    question: str
    changes: Literal["first", "order", "nothing"]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The options in order, the ones that are not possible last; the questions that are open; what was worked out of the value."""

    given: Given
    on: date
    options: tuple[Ranked, ...]
    open: tuple[Open, ...]
    facts: tuple[Fact, ...]
    catalogue: Catalogue

    @property
    def first(self) -> tuple[str, ...]:
        """The options that come first; none while nothing speaks for any."""
        return tuple(one.option.id for one in self.options if one.place == 1 and one.speaks_for)


def rank(given: Given, *, on: date, of: Catalogue | None = None) -> Ranking:
    """The ranking of a day. Answers no question has count as not given."""
    tables = of or catalogue()
    known = _cleaned(given, tables)
    facts = facts_of(known, on)
    options = _ordered(known, facts, tables)
    unanswered = [one.id for one in tables.questions if (known.value is None if one.id == VALUE else one.id not in known.choices)]  # fmt: skip
    now = Ranking(known, on, options, (), tuple(facts.values()), tables)
    return replace(now, open=tuple(_open(name, now) for name in unanswered))


def _cleaned(given: Given, tables: Catalogue) -> Given:
    answers = {one.id: {answer.id for answer in one.answers} for one in tables.questions}
    choices = {name: chosen for name, chosen in given.choices.items() if chosen in answers.get(name, ())}
    return replace(given, choices=choices)


def _ordered(given: Given, facts: Mapping[str, Fact], tables: Catalogue) -> tuple[Ranked, ...]:
    """Most that speaks for it first; of equals the one that takes less, then as the catalogue has them. Equals share their place."""
    found = [_ranked(option, given, facts, tables) for option in tables.options]
    possible = [one for one in found if not one.not_possible]
    possible.sort(key=lambda one: (-one.score, EFFORTS.index(one.option.effort)))
    placed = [replace(one, place=1 + sum(other.score > one.score for other in possible)) for one in possible]
    return (*placed, *(one for one in found if one.not_possible))


def _ranked(option: Option, given: Given, facts: Mapping[str, Fact], tables: Catalogue) -> Ranked:
    reasons = list(_holding(option, given, facts, tables))
    out = tuple(one for one in reasons if one.rule.effect == "not_possible" and one.sure)
    speaks_for = tuple(one for one in reasons if one.rule.effect == "for")
    against = tuple(one for one in reasons if one.rule.effect == "against" or (one.rule.effect == "not_possible" and not one.sure))  # fmt: skip
    checks = tuple(one for one in reasons if one.rule.effect == "check")
    score = sum(one.rule.weight for one in speaks_for) - sum(one.rule.weight or _HEAVIEST for one in against)
    return Ranked(option, None, score, speaks_for, against, out, checks)


def _holding(option: Option, given: Given, facts: Mapping[str, Fact], tables: Catalogue) -> Iterator[Reason]:
    """The rules of an option that hold. One that asks for something nobody has answered does not."""
    told = {**given.choices, **{name: fact.value for name, fact in facts.items()}}
    for rule in tables.rules[option.id]:
        if all(told.get(name) in answers for name, answers in rule.when.items()):
            yield Reason(rule, all(facts[name].sure for name in rule.when if name in facts))


def _open(name: str, now: Ranking) -> Open:
    """What answering one question alone could change, each answer tried."""
    before, first = [(one.option.id, one.place) for one in now.options], set(now.first)
    changed, new = False, set[str]()
    for given in _answered(name, now):
        options = _ordered(given, facts_of(given, now.on), now.catalogue)
        after = replace(now, given=given, options=options)
        changed = changed or [(one.option.id, one.place) for one in options] != before
        new |= set(after.first) - first
    ways = tuple(one.id for one in now.catalogue.options if one.id in new)
    return Open(name, "first" if ways else "order" if changed else "nothing", ways)


def _answered(name: str, now: Ranking) -> Iterator[Given]:
    if name == VALUE:
        yield from (replace(now.given, value=value) for value in _TRIED)
    else:
        for answer in now.catalogue.question(name).answers:
            yield replace(now.given, choices={**now.given.choices, name: answer.id})

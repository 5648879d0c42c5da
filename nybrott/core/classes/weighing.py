"""From signals to a class and codes, by rules that are data."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nybrott.core.adviser import CLASSES, CODES

SIGNALS = (
    "users-heard", "dialogue-held", "functional-requirements", "better-rewarded", "development-in-contract", "new-to-organisation", "new-to-market",
    "common-with-others",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """What is known of one thing. `kind`: one of `SIGNALS`; `present`: yes, no, or None for unknown. `said`: what was seen, in a few words for
    people ("12 contributions"); `url`: where. `source`: "trail" for what Nybrott saw, "buyer" for what somebody answered."""

    kind: str
    present: bool | None
    said: str = ""
    url: str = ""
    source: str = "trail"

    def __post_init__(self) -> None:
        if self.kind not in SIGNALS:
            raise ValueError(f"{self.kind} is no signal")


@dataclass(frozen=True, slots=True)
class Rule:
    """`klass` and `codes` follow when all of `needs` are seen."""

    id: str
    klass: str
    needs: frozenset[str]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The class, the rules that hold for it (ids), the codes spoken for with the rule of each, and for each class that asks more of the market the
    unknown signals that would lead to it."""

    klass: str
    rules: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    could_be: tuple[tuple[str, tuple[str, ...]], ...] = ()


def merged(signals: Iterable[Signal]) -> dict[str, Signal]:
    """One signal of each kind, in their order: seen by anybody is yes; else said to be no; else unknown. What Nybrott saw goes before what was
    answered, and the words of several that agree stand together."""
    found: dict[str, list[Signal]] = {kind: [] for kind in SIGNALS}
    for one in signals:
        found[one.kind].append(one)
    return {kind: _one(kind, sorted(some, key=lambda one: one.source != "trail")) for kind, some in found.items()}


def _one(kind: str, some: list[Signal]) -> Signal:
    said = [one.present for one in some]
    present = True if True in said else False if False in said else None
    agree = [one for one in some if one.present is present]
    if not agree:
        return Signal(kind, None)
    words = "; ".join(dict.fromkeys(one.said for one in agree if one.said))
    return Signal(kind, present, words, next((one.url for one in agree if one.url), ""), agree[0].source)


def weigh(signals: Iterable[Signal]) -> Weighed:
    """What the signals speak for. Never raises; nothing seen gives the class "none"."""
    known = {kind: one.present for kind, one in merged(signals).items()}
    seen = {kind for kind, present in known.items() if present}
    unknown = {kind for kind, present in known.items() if present is None}
    hold = [rule for rule in rules() if rule.needs <= seen]
    klass = next((one for one in CLASSES if any(rule.klass == one for rule in hold)), "none")
    codes: dict[str, str] = {}
    for rule in hold:
        for code in rule.codes:
            codes.setdefault(code, rule.id)
    return Weighed(
        klass, tuple(rule.id for rule in hold if rule.klass == klass), tuple((code, codes[code]) for code in CODES if code in codes),
        _could_be(klass, seen, unknown),
    )  # fmt: skip


def _could_be(klass: str, seen: set[str], unknown: set[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    more: Mapping[str, set[str]] = {one: set() for one in CLASSES[: CLASSES.index(klass)]}
    for rule in rules():
        if rule.klass in more and rule.needs <= seen | unknown:
            more[rule.klass].update(rule.needs - seen)
    return tuple((one, tuple(kind for kind in SIGNALS if kind in wanted)) for one, wanted in more.items() if wanted)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the catalogue. Raises `ValueError` for one that cannot be."""
    text = (files("nybrott.core.classes") / "catalogue" / "weighing.toml").read_text(encoding="utf-8")
    made = tuple(
        Rule(one["id"], one["class"], frozenset(one["needs"]), tuple(one.get("codes", ())))
        for one in tomllib.loads(text)["rules"]
    )
    for rule in made:
        if rule.klass not in CLASSES or not rule.needs or not rule.needs <= set(SIGNALS) or not set(rule.codes) <= set(CODES):  # fmt: skip
            raise ValueError(f"rule {rule.id}: it names a class, a signal or a code that does not exist")
    return made

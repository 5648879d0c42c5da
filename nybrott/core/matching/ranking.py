"""Compares features, and puts texts in the order of their likeness."""

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from nybrott.core.matching.features import Features
from nybrott.core.matching.packing import Packed, kind, number

# How much each kind of feature counts for in a likeness of 0 to 1: words, concepts (with their fields), letter runs.
SHARES = {"w": 0.3, "c": 0.5, "g": 0.2}
_KIND = {"w": "w", "c": "c", "f": "c"}
_BY_MEANING = 0.4  # share of an embedder's likeness, when there is one
_SHOWN = 3  # pairs of words that explain a likeness
_HELD = 100_000  # tokens whose rarity is remembered
LEAST = 0.01  # a likeness below this is chance
_FAINT = 0.03  # a word that gives less than this explains nothing

Vector = Sequence[float]
Read = TypeVar("Read", Features, Packed)


class Embedder(Protocol):
    """Turns texts into vectors of one length. There is none unless somebody brings one."""

    def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """A vector for each text, in order."""
        ...


class Rarity:
    """How rare tokens are: `seen` says in how many of `count` texts a token stands. It is asked of tokens, or of their
    numbers where packed features are compared."""

    def __init__(self, count: int, seen: Callable[[Any], int]) -> None:
        self._count, self._seen = count, seen
        self._known: dict[str | int, float] = {}

    def seen(self, token: str | int) -> int:
        """In how many texts a token stands."""
        return self._seen(token)

    def of(self, token: str | int) -> float:
        """From 0.7 (in every text) up, with the logarithm of how rare it is."""
        known = self._known.get(token)
        if known is None:
            if len(self._known) >= _HELD:
                self._known.clear()
            known = self._known[token] = math.log(1 + (self._count + 1) / (self._seen(token) + 1))
        return known


@dataclass(frozen=True, slots=True)
class Alike:
    """A text like the one asked about: `score` from 0 to 1, and the words both speak of, the weightiest first: as the one
    asked about says it, and as this one does."""

    id: str
    score: float
    shared: tuple[tuple[str, str], ...]

    def why(self, language: str = "en") -> str:
        """The likeness in a sentence (nb, nn, en)."""
        opening, faint = _SENTENCES[language]
        pairs = [
            f"*{mine}*" if mine.lower() == theirs.lower() else f"*{mine}*/*{theirs}*" for mine, theirs in self.shared
        ]
        return f"{opening} {', '.join(pairs)}" if pairs else faint


_SENTENCES = {
    "nb": ("begge snakker om", "ordene ligner hverandre"),
    "nn": ("begge snakkar om", "orda liknar kvarandre"),
    "en": ("both speak of", "their words look alike"),
}


def rank(query: Read, candidates: Iterable[tuple[str, Read]], *, rarity: Rarity, top: int = 5) -> list[Alike]:
    """The candidates most like the query, the likest first; of two as like, by id. Those with next to nothing in
    common are left out."""
    asked = _Asked(query, rarity)
    scored = ((asked.score(features), id, features) for id, features in candidates)
    best = heapq.nsmallest(
        top,
        ((-round(score, 6), id, features) for score, id, features in scored if score >= LEAST),
        key=lambda one: one[:2],
    )
    return [Alike(id, round(-score, 4), shared(query, features, rarity)) for score, id, features in best]


def sought(query: Features | Packed, *, rarity: Rarity, glances: int) -> list[tuple[Any, float]]:
    """What to look candidates up by: tokens and runs with what each adds to a likeness, about. First those that add much
    and stand in few texts, as many as stand in so many places (`glances`) together, and at least one."""
    worth = _Asked(query, rarity).worth(query.index())
    seen = {token: rarity.seen(token) for token in worth}
    chosen: list[tuple[Any, float]] = []
    for token in sorted(worth, key=lambda token: (-(worth[token] ** 2) / (seen[token] + 1), token)):
        if seen[token] <= glances or not chosen:
            chosen.append((token, worth[token]))
            glances -= seen[token]
    return chosen


class _Asked:
    """A query, weighed once for all candidates."""

    def __init__(self, query: Features | Packed, rarity: Rarity) -> None:
        self._rarity = rarity
        self._kind: Callable[[Any], str] = _numbered if isinstance(query, Packed) else _lettered
        self._weights: dict[Any, float] = {token: weight * rarity.of(token) for token, weight in query.weighed()}
        self._runs: dict[Any, float] = {run: rarity.of(run) ** 2 for run in query.runs}
        squares = {"w": 0.0, "c": 0.0, "g": math.fsum(self._runs.values())}
        for token, weighed in self._weights.items():
            squares[self._kind(token)] += weighed * weighed
        self._norms = {kind: math.sqrt(square) for kind, square in squares.items()}
        self._shares = sum(share for kind, share in SHARES.items() if squares[kind])

    def worth(self, tokens: Iterable[Any]) -> dict[Any, float]:
        """What each token or run adds to the likeness of a text about as long as the query."""
        found: dict[Any, float] = {}
        for token in tokens:
            if weighed := self._weights.get(token):
                kind = self._kind(token)
                found[token] = SHARES[kind] * (weighed / self._norms[kind]) ** 2
            else:
                found[token] = SHARES["g"] * self._runs[token] / self._norms["g"] ** 2
        return found

    def score(self, features: Features | Packed) -> float:
        """The likeness: for each kind the cosine, by its share among the kinds asked about. The candidate's letter runs are
        taken to be as rare as the query's, which spares looking each of them up."""
        dots = {"w": 0.0, "c": 0.0}
        squares = {"w": 0.0, "c": 0.0}
        rarity, kind_of, weights = self._rarity.of, self._kind, self._weights
        for token, weight in features.weighed():
            weighed = weight * rarity(token)
            kind = kind_of(token)
            squares[kind] += weighed * weighed
            if token in weights:
                dots[kind] += weighed * weights[token]
        found = sum(
            SHARES[kind] * dot / (self._norms[kind] * math.sqrt(squares[kind])) for kind, dot in dots.items() if dot
        )
        if common := self._runs.keys() & features.runs:
            dot = math.fsum(self._runs[run] for run in common)
            found += SHARES["g"] * dot / self._norms["g"] ** 2 * math.sqrt(len(self._runs) / len(features.runs))
        return found / self._shares if found else 0.0


def _lettered(token: str) -> str:
    return _KIND[token[0]]


_NUMBERED = tuple(_KIND[kind(number)] for number in range(3))


def _numbered(token: int) -> str:
    return _NUMBERED[token & 3]


def shared(query: Read, other: Read, rarity: Rarity) -> tuple[tuple[str, str], ...]:
    """The pairs of words that explain a likeness: each word of either side once. A packed query must know its names."""
    if isinstance(query, Packed):
        names = dict(zip(query.tokens, query.names, strict=True))
        return _shared(query.named(names), other.named(names), lambda token: rarity.of(number(token)))
    return _shared(query, other, rarity.of)


def _shared(query: Features, other: Features, rarity: Callable[[str], float]) -> tuple[tuple[str, str], ...]:
    told: list[tuple[str, str]] = []
    met: set[str] = set()
    common = (token for token in query.said if token in other.said and token[0] != "f")
    weights = {token: query.tokens[token] * other.tokens[token] * rarity(token) ** 2 for token in common}
    whole = sum(weights.values())
    for token in sorted(weights, key=lambda token: (-weights[token], token)):
        mine, theirs = query.said[token], other.said[token]
        if weights[token] < _FAINT * whole or len(told) == _SHOWN:
            break
        if met.isdisjoint(pair := {mine.lower(), theirs.lower()}):
            told.append((mine, theirs))
            met |= pair
    return tuple(told)


def with_meaning(score: float, mine: Vector, theirs: Vector) -> float:
    """A score together with the cosine of two vectors; opposite vectors take nothing away."""
    norms = math.hypot(*mine) * math.hypot(*theirs)
    cosine = sum(a * b for a, b in zip(mine, theirs, strict=True)) / norms if norms else 0.0
    return (1 - _BY_MEANING) * score + _BY_MEANING * max(0.0, cosine)

"""Finds texts of different sides that meet: each pair once, with a likeness that does not depend on who asks."""

import heapq
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nybrott.core.matching import Alike, Packed, Rarity, Reader, rank, sought

_LOOKED_AT = 40  # texts that are compared closely with each
_GLANCES = 4_000  # places in the lists of the rarest features that are counted to choose them
_SMALL = 60  # with no more texts of other sides than this all are compared


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two texts of different sides: `one` has the smaller key. `shared`: words of the one and of the other, the weightiest first."""

    one: int
    other: int
    score: float
    shared: tuple[tuple[str, str], ...]


def meetings(
    reader: Reader, texts: Iterable[tuple[int, int, str]], *, asked: Collection[int] | None = None, top: int = 5, least: float = 0.0
) -> list[Meeting]:  # fmt: skip
    """The pairs of texts of different sides that are most alike, the likest first. A text is (key, side, words).

    For each text asked about (all, unless `asked` says which keys) the `top` likest of other sides. A pair is there when it shares a word,
    not letters only, and its likeness is `least` or more; the likeness is always reckoned from the smaller key.
    """
    rows = sorted(texts)
    read = [Packed.of(reader.features(text)) for _key, _side, text in rows]
    sides = [side for _key, side, _text in rows]
    places, others = _indexed(read)
    rarity = Rarity(len(rows), lambda token: len(places.get(token, ())) or others[token])
    pairs: set[tuple[int, int]] = set()
    for number, (key, _side, _text) in enumerate(rows):
        if asked is None or key in asked:
            near = _candidates(number, read, sides, places, rarity)
            for alike in rank(read[number], ((f"{one:020}", read[one]) for one in near), rarity=rarity, top=top):
                pairs.add((min(number, int(alike.id)), max(number, int(alike.id))))
    found = (
        Meeting(rows[one][0], rows[other][0], alike.score, alike.shared)
        for one, other in sorted(pairs)
        for alike in _between(read[one], read[other], rarity)
        if alike.score >= least and alike.shared
    )
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _between(one: Packed, other: Packed, rarity: Rarity) -> list[Alike]:
    return rank(one, [("", other)], rarity=rarity, top=1)


def _indexed(read: Collection[Packed]) -> "tuple[dict[int, array[int]], Counter[int]]":
    """What texts are looked up by → their numbers; and in how many texts everything else stands."""
    places: dict[int, array[int]] = {}
    others: Counter[int] = Counter()
    for number, packed in enumerate(read):
        looked_up = set(packed.index())
        for token in looked_up:
            if token in places:
                places[token].append(number)
            else:
                places[token] = array("I", (number,))
        others.update(set(packed) - looked_up)
    return places, others


def _candidates(
    number: int, read: list[Packed], sides: list[int], places: "dict[int, array[int]]", rarity: Rarity
) -> Iterator[int]:
    """The texts of other sides that are worth a close look."""
    mine = sides[number]
    if len(read) <= _SMALL:
        yield from (one for one in range(len(read)) if sides[one] != mine)
        return
    points: dict[int, float] = {}
    for token, worth in sought(read[number], rarity=rarity, glances=_GLANCES):
        for one in places.get(token, ())[:_GLANCES]:
            if sides[one] != mine:
                points[one] = points.get(one, 0.0) + worth
    yield from heapq.nsmallest(_LOOKED_AT, points, key=lambda one: (-points[one], one))

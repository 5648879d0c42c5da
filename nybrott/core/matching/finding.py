"""An index in memory: the texts most like another among many, by the rarest features first and then by a close look."""

import heapq
from array import array
from collections import Counter
from collections.abc import Iterable

from nybrott.core.matching.features import Features, Reader
from nybrott.core.matching.ranking import Alike, Embedder, Rarity, Vector, rank, shared, sought, with_meaning

LOOKED_AT = 150  # texts that are compared closely
_GLANCES = 12_000  # places in the lists of the rarest features that are counted to choose them
_SMALL = 400  # with no more texts than this all are compared


class Index:
    """Texts, each under an id. The answer does not depend on the order they came in; ids come once."""

    def __init__(self, reader: Reader | None = None, *, embedder: Embedder | None = None) -> None:
        self._reader = reader or Reader()
        self._embedder = embedder
        self._ids: list[str] = []
        self._texts: list[str] = []
        self._vectors: list[Vector] = []
        self._places: dict[str, array[int]] = {}  # what texts are looked up by → numbers of the texts it stands in
        self._others: Counter[str] = Counter()  # other tokens and runs → how many texts they stand in

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, texts: Iterable[tuple[str, str]]) -> None:
        """Take in texts with their ids."""
        added = list(texts)
        for id, text in added:
            number = len(self._ids)
            self._ids.append(id)
            self._texts.append(text)
            features = self._reader.features(text)
            for token in features.index():
                if token in self._places:
                    self._places[token].append(number)
                else:
                    self._places[token] = array("I", (number,))
            self._others.update(features.others())
        if self._embedder and added:
            self._vectors.extend(self._embedder.embed([text for _, text in added]))

    def _rarity(self) -> Rarity:
        return Rarity(len(self._ids), lambda token: len(self._places.get(token, ())) or self._others[token])

    def alike(self, text: str, *, top: int = 5, but: str | None = None) -> list[Alike]:
        """The texts most like this one, the likest first; `but` is the id of one left out, as a rule its own."""
        asked = self._reader.features(text)
        rarity = self._rarity()
        numbers = [number for number in self._candidates(asked, rarity) if self._ids[number] != but]
        candidates = [(self._ids[number], self._reader.features(self._texts[number])) for number in numbers]
        if not self._embedder:
            return rank(asked, candidates, rarity=rarity, top=top)
        return self._by_meaning(text, asked, dict(zip(numbers, candidates, strict=True)), rarity, top)

    def _candidates(self, asked: Features, rarity: Rarity) -> list[int]:
        if len(self._ids) <= _SMALL or self._embedder:
            return list(range(len(self._ids)))
        points: dict[int, float] = {}
        for token, worth in sought(asked, rarity=rarity, glances=_GLANCES):
            for number in self._places.get(token, ())[:_GLANCES]:
                points[number] = points.get(number, 0.0) + worth
        return heapq.nsmallest(LOOKED_AT, points, key=lambda number: (-points[number], self._ids[number]))

    def _by_meaning(
        self, text: str, asked: Features, candidates: dict[int, tuple[str, Features]], rarity: Rarity, top: int
    ) -> list[Alike]:
        assert self._embedder
        (mine,) = self._embedder.embed([text])
        scores = {one.id: one.score for one in rank(asked, candidates.values(), rarity=rarity, top=len(candidates))}
        found = [
            Alike(
                id,
                round(with_meaning(scores.get(id, 0.0), mine, self._vectors[number]), 4),
                shared(asked, features, rarity),
            )
            for number, (id, features) in candidates.items()
        ]
        return sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, one.id))[:top]

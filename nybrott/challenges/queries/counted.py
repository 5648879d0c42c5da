"""What the last counting of all texts knows: how rare tokens are, which texts they stand in, and who may see those."""

import heapq
import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import lru_cache

from django.db.models import Max

from nybrott.challenges.models import TokenCount, TokenPlaces
from nybrott.core.matching import Rarity

OWN, NETWORK, OPEN = range(3)  # to whom a text is told


def as_bytes(numbers: "array[int]") -> bytes:
    """Numbers side by side, the lowest byte first."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def from_bytes(code: str, kept: bytes) -> "array[int]":
    """What `as_bytes` gave."""
    numbers = array(code)
    numbers.frombytes(kept)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class Counts:
    """One counting, as a process keeps it: some thirty bytes a text and sixteen a token."""

    def __init__(self, kept: TokenCount | None = None) -> None:
        self._version = kept.pk if kept else 0
        self.texts = kept.texts if kept else 0
        self._tokens, self._seen, self._first = (
            from_bytes(code, bytes(getattr(kept, name, b"")))
            for code, name in (("q", "tokens"), ("I", "seen"), ("I", "first"))
        )
        self.rows, self._owners = (from_bytes("q", bytes(getattr(kept, name, b""))) for name in ("rows", "owners"))
        self._told = bytes(getattr(kept, "told", b""))
        sizes = from_bytes("I", bytes(getattr(kept, "sizes", b"")))
        self._shares = array("d", (1 / math.sqrt(size or 1) for size in sizes))
        self.rarity = Rarity(self.texts, self.seen)  # kept with it, for the same words are asked about again and again

    def _at(self, token: int) -> int | None:
        at = bisect_left(self._tokens, token)
        return at if at < len(self._tokens) and self._tokens[at] == token else None

    def seen(self, token: int) -> int:
        """In how many texts a token stood."""
        at = self._at(token)
        return 0 if at is None else self._seen[at]

    def best(
        self, by: Iterable[tuple[int, float]], *, most: int, organisation: int, beside: Collection[int]
    ) -> list[int]:
        """The keys of the indexed texts that share most of what is worth most (`by`: token, worth) for their size, a long one
        has a bit of everything; only such as the organisation may see, whose networks hold those `beside`. One query."""
        points = self._points(dict(by))
        owners, told = self._owners, self._told
        found: list[tuple[float, int]] = []
        # most texts are seen by all, so that the best few are enough as a rule; else all that share anything
        for least in (min(heapq.nlargest(most * 4, points.values()), default=0.0), 0.0):
            found = [
                (-worth, self.rows[text])
                for text, worth in points.items()
                if worth >= least
                and (
                    told[text] == OPEN
                    or owners[text] == organisation
                    or (told[text] == NETWORK and owners[text] in beside)
                )
            ]
            if len(found) >= most:
                break
        return [row for _worth, row in heapq.nsmallest(most, found)]

    def _points(self, worth: dict[int, float]) -> dict[int, float]:
        """Text → what the tokens it shares are worth together, for its size."""
        points: dict[int, float] = {}
        held, shares = points.get, self._shares
        several: list[int] = []
        for token, value in worth.items():
            at = self._at(token)
            if at is not None and self._seen[at] == 1:
                text = self._first[at]
                points[text] = held(text, 0.0) + value * shares[text]
            elif at is not None:
                several.append(token)
        stand = TokenPlaces.objects.filter(counted=self._version, token__in=several).order_by("token")
        for token, places in stand.values_list("token", "places"):
            value = worth[token]
            for text in from_bytes("I", bytes(places)):
                points[text] = held(text, 0.0) + value * shares[text]
        return points


@lru_cache(maxsize=1)
def _counts(version: int) -> Counts:
    """The counts of one counting, kept in this process until there is a newer one: some megabytes, read in some ms."""
    return Counts(TokenCount.objects.order_by("-pk").first())


def counts() -> Counts:
    """The newest counts."""
    version = TokenCount.objects.aggregate(newest=Max("pk"))["newest"]
    return _counts(version) if version else Counts()

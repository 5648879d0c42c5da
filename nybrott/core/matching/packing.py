"""Features as numbers: small to keep, quick to fetch and quick to compare. They give what `ranking` gives by words."""

import struct
import sys
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from nybrott.core.matching.features import RUN, Features

_KINDS = "wcf"  # the kind of a token stands in the two lowest bits of its number
_HEAD = struct.Struct("<II")  # how many tokens, how many runs
_TOKEN, _RUN = 8, 4  # bytes of their numbers
_HUNDREDTHS = 100  # weights are kept in whole hundredths
_SHARES = tuple(hundredths / _HUNDREDTHS for hundredths in range(256))
_APART = "\x1f"


@lru_cache(maxsize=200_000)
def number(token: str) -> int:
    """The number of a token or run, the same everywhere and always: its digest, with its kind in the lowest bits.

    That any two of a million tokens share a number has a chance of one in nine million. Runs are far fewer, and a text is
    never alike by one of them alone, so they have 31 bits and one that says that they are long.
    """
    digest = blake2b(token.encode("utf-8", "surrogatepass"), digest_size=_TOKEN).digest()
    if token[0] == "g":
        return int.from_bytes(digest[:_RUN], "little") & ~1 | (len(token) == RUN)
    return int.from_bytes(digest, "little", signed=True) & ~3 | _KINDS.index(token[0])


def kind(token: int) -> str:
    """The kind of a token, not of a run, by its number: its first letter."""
    return _KINDS[token & 3]


@dataclass(frozen=True, slots=True)
class Packed:
    """Features whose tokens are numbers. `weights` are in hundredths, one byte for each token, in the order of `tokens`;
    `told` is the word each came from; `names` the tokens themselves, when this was made from features and not read."""

    tokens: "array[int]"
    weights: bytes
    runs: "array[int]"
    told: bytes
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, features: Features) -> "Packed":
        """Features, packed."""
        told = _APART.join(features.said.get(token, "").replace(_APART, " ") for token in features.tokens)
        return cls(
            array("q", map(number, features.tokens)),
            bytes(round(weight * _HUNDREDTHS) for weight in features.tokens.values()),
            array("I", sorted(map(number, features.runs))),
            told.encode("utf-8", "replace"),
            tuple(features.tokens),
        )

    @classmethod
    def read(cls, kept: bytes) -> "Packed":
        """What `bytes` gave."""
        tokens, runs = _HEAD.unpack_from(kept)
        first = _HEAD.size + tokens * _TOKEN
        second = first + runs * _RUN
        return cls(
            _numbers("q", kept[_HEAD.size : first]), kept[second : second + tokens], _numbers("I", kept[first:second]),
            kept[second + tokens :],
        )  # fmt: skip

    def __bytes__(self) -> bytes:
        return b"".join(
            (_HEAD.pack(len(self.tokens), len(self.runs)), _bytes(self.tokens), _bytes(self.runs), self.weights, self.told)
        )  # fmt: skip

    def index(self) -> Iterator[int]:
        """What to look this text up by: that of `Features`, in numbers."""
        yield from (token for token in self.tokens if kind(token) != "f")
        yield from (run for run in self.runs if run & 1)

    def weighed(self) -> Iterator[tuple[int, float]]:
        """Each token with its weight."""
        return zip(self.tokens, map(_SHARES.__getitem__, self.weights), strict=True)

    def named(self, names: Mapping[int, str]) -> Features:
        """The features again, without runs, as far as the numbers have a name."""
        told = self.told.decode("utf-8", "replace").split(_APART)
        tokens: dict[str, float] = {}
        said: dict[str, str] = {}
        for (token, weight), word in zip(self.weighed(), told, strict=False):
            if name := names.get(token):
                tokens[name] = weight
                if word:
                    said[name] = word
        return Features(tokens, frozenset(), said)

    def __iter__(self) -> Iterator[int]:
        """Every token and run."""
        yield from self.tokens
        yield from self.runs


def _numbers(code: str, kept: bytes) -> "array[int]":
    found = array(code)
    found.frombytes(kept)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _bytes(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()

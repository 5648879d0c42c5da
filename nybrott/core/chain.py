"""A chain of entries in which no change, removal or reordering goes unseen. Pure: hands in, hashes out.

Every entry is sealed over the seal before it, so whoever changes one must change all that follow, and the seal of the
last, handed to somebody else now and then, shows it. What is about people goes into the seal only as a salted
digest: it can be erased later, and the chain still holds.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

BEGINNING = "0" * 64  # what the first entry of a chain is sealed over


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as the chain sees it. `fields` is what may never change; `private` and `salt` are None once erased."""

    place: int
    fields: Mapping[str, object]
    digest: str
    seal: str
    private: object = None
    salt: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and why, in plain English."""

    place: int
    why: str


def canonical(value: object) -> bytes:
    """The one way a value is written before it is hashed: JSON, keys sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(private: object, salt: str) -> str:
    """What the chain keeps of something that may be erased; without the salt nobody can guess it back."""
    return sha256(salt.encode() + b"\0" + canonical(private)).hexdigest()


def seal_of(previous: str, place: int, fields: Mapping[str, object], digest: str) -> str:
    """The seal of an entry (64 hex digits) over the seal before it."""
    return sha256(canonical([previous, place, fields, digest])).hexdigest()


def first_break(links: Iterable[Link], *, last_place: int | None = None, last_seal: str | None = None) -> Break | None:
    """The first entry that does not hold, or None.

    `links` in the order of their places. `last_place` and `last_seal` are what the chain's end was told to be: an
    entry taken from the end is seen by them alone.
    """
    previous, expected = BEGINNING, 1
    for link in links:
        if link.place != expected:
            return Break(expected, f"entry {expected} is missing; the next one there is {link.place}")
        if link.seal != seal_of(previous, link.place, link.fields, link.digest):
            return Break(link.place, "its seal does not fit what it says or what stands before it")
        if link.salt is not None and link.digest != digest_of(link.private, link.salt):
            return Break(link.place, "what it says of people was changed")
        previous, expected = link.seal, expected + 1
    if last_place is not None and expected - 1 != last_place:
        return Break(expected, f"the chain ends at {expected - 1} and was told to end at {last_place}")
    if last_seal is not None and previous != last_seal:
        return Break(expected - 1, "the last seal is another than the one that was told")
    return None

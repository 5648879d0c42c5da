"""A chain of entries in which no change, removal or reordering goes unseen. Pure: hands in, hashes out.

Every entry is sealed over the seal before it, so whoever changes one must change all that follow, and the seal of the
last, handed to somebody else now and then, shows it. What is about people goes into the seal only as a salted
digest: it can be erased later, and the chain still holds.
"""

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

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


Fault = Literal["missing", "seal", "people", "erased", "end", "last", "told"]


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and why: a word for programs and a sentence in plain English."""

    place: int
    fault: Fault
    why: str


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a chain was walked and held: its last place (0: nothing yet), the seal there, and the break, if any."""

    place: int
    seal: str
    broken: Break | None = None


def canonical(value: object) -> bytes:
    """The one way a value is written before it is hashed: JSON, keys sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(private: object, salt: str) -> str:
    """What the chain keeps of something that may be erased; without the salt nobody can guess it back."""
    return sha256(salt.encode() + b"\0" + canonical(private)).hexdigest()


def seal_of(previous: str, place: int, fields: Mapping[str, object], digest: str) -> str:
    """The seal of an entry (64 hex digits) over the seal before it."""
    return sha256(canonical([previous, place, fields, digest])).hexdigest()


def walk(
    links: Iterable[Link],
    *,
    start: Walked | None = None,
    told: Mapping[int, str] | None = None,
    erased: Container[int] | None = None,
) -> Walked:
    """Follow a chain in the order of its places until its end or its first break; memory does not grow with it.

    `start`: go on from there instead of from the beginning. `told`: place → the seal it had when it was told to somebody
    else. `erased`: the places whose words about people the chain itself says were erased; None: not asked.
    """
    here = start or Walked(0, BEGINNING)
    for link in links:
        broken = _fault(link, here, told or {}, erased)
        if broken:
            return Walked(here.place, here.seal, broken)
        here = Walked(link.place, link.seal)
    return here


def _fault(  # noqa: PLR0911 - one return for each fault
    link: Link, before: Walked, told: Mapping[int, str], erased: Container[int] | None
) -> Break | None:
    expected = before.place + 1
    if link.place != expected:
        return Break(expected, "missing", f"entry {expected} is missing; the next one there is {link.place}")
    if link.seal != seal_of(before.seal, link.place, link.fields, link.digest):
        return Break(link.place, "seal", "its seal does not fit what it says or what stands before it")
    if link.salt is None and link.private is not None:
        return Break(link.place, "people", "it says something of people that cannot be checked")
    if link.salt is None and erased is not None and link.place not in erased:
        return Break(link.place, "erased", "what it says of people was erased, and no entry tells of that erasure")
    if link.salt is not None and link.digest != digest_of(link.private, link.salt):
        return Break(link.place, "people", "what it says of people was changed")
    if told.get(link.place, link.seal) != link.seal:
        return Break(link.place, "told", "its seal is another than the one that was handed over")
    return None


def first_break(links: Iterable[Link], *, last_place: int | None = None, last_seal: str | None = None) -> Break | None:
    """The first entry that does not hold, or None.

    `links` in the order of their places. `last_place` and `last_seal` are what the chain's end was told to be: an
    entry taken from the end is seen by them alone.
    """
    walked = walk(links)
    return walked.broken or end_fault(walked, last_place=last_place, last_seal=last_seal)


def end_fault(walked: Walked, *, last_place: int | None, last_seal: str | None) -> Break | None:
    """What is wrong with where a chain ended, set against what its end was told to be."""
    if last_place is not None and walked.place != last_place:
        why = f"the chain ends at {walked.place} and was told to end at {last_place}"
        return Break(min(walked.place, last_place) + 1, "end", why)
    if last_seal is not None and walked.seal != last_seal:
        return Break(walked.place, "last", "the last seal is another than the one that was told")
    return None


def ranges(places: Iterable[int]) -> str:
    """Places written short, in order: "3-7,12"."""
    spans: list[list[int]] = []
    for place in sorted(set(places)):
        if spans and place == spans[-1][1] + 1:
            spans[-1][1] = place
        else:
            spans.append([place, place])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def places_in(written: str) -> set[int]:
    """The places that `ranges` wrote. Raises `ValueError` for anything else."""
    places: set[int] = set()
    for span in filter(None, written.split(",")):
        first, _dash, last = span.partition("-")
        places |= set(range(int(first), int(last or first) + 1))
    return places

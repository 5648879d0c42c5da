"""An export held against itself, against heads that were published, and against receipts: every fault is named, not the first alone."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from nybrott.core.chain import BEGINNING, Link, Walked, digest_of, ranges, walk
from nybrott.core.ledger.exporting import FORMAT, RECEIPT, VERSION
from nybrott.core.ledger.model import Entry, LedgerError
from nybrott.core.sayings import sayings

_SEAL = re.compile(r"[0-9a-f]{64}")
MOST_PLACES = 10_000_000
_SALTS = 1_000  # the longest salt that is read


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an export. `code`: unreadable, entry, twice, removed, moved, altered, private, time, end, cut, told, receipt.
    `places`: the entries, as "3" or "3-7,12", or the lines of the file where it cannot be read ("" for the whole)."""

    code: str
    places: str = ""
    detail: str = ""

    def said(self, language: str) -> str:
        """The fault as a sentence."""
        return sayings("ledger").say("faults", self.code, language, places=self.places, detail=self.detail)


@dataclass(frozen=True, slots=True)
class Checked:
    """What an export shows. `entries` of which `hidden` have a part that is not shown; `held`: how many heads from elsewhere were
    met, of `told` that were handed in; `receipts`: how many were proven. It holds when there is no fault."""

    entries: int
    hidden: int
    seal: str
    told: int
    held: int
    receipts: int
    faults: tuple[Fault, ...]
    kept: tuple[Entry, ...] = field(repr=False, default=())


@dataclass(slots=True)
class _File:
    """What the lines of a file say."""

    about: Mapping[str, Any] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    heads: list[tuple[int, str]] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


def verify(lines: Iterable[str], told: Iterable[str] = (), receipts: Iterable[Any] = ()) -> Checked:
    """Check an export from its lines. `told`: the lines of what was published elsewhere or kept from before (heads, or another
    export); `receipts`: what suppliers kept, as parsed JSON. Never raises for what a file says, but `LedgerError` when it is no
    export at all, or what it is held against is nothing it can be held against."""
    file = _read(lines)
    if not file.about:
        raise LedgerError("no_export")
    elsewhere = _told(told)
    links, proven, faults = _with_receipts(file.links, receipts)
    if file.unreadable:
        faults.append(Fault("unreadable", ranges(file.unreadable)))
    faults += _order(links)
    first = {link.place: link for link in reversed(links)}
    faults += _seals(first)
    entries, strange = _entries(first)
    faults += strange + _ends(file, first, elsewhere)
    hidden = sum(link.digest != "" and link.salt is None for link in first.values())
    last = first[max(first)].seal if first else ""
    held = sum(place in first and first[place].seal == seal for place, seal in elsewhere)
    return Checked(len(links), hidden, last, len(elsewhere), held, proven, tuple(faults), tuple(entries))


def _read(lines: Iterable[str]) -> _File:
    file = _File()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        said = _parsed(line)
        if number == 1 and said.get("format") == FORMAT and said.get("version") == VERSION:
            file.about = said
        elif (link := _link(said)) is not None:
            file.links.append(link)
        elif (head := _head(said.get("head"))) is not None:
            file.heads.append(head)
        else:
            file.unreadable.append(number)
    return file


def _parsed(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def _link(said: Mapping[str, Any]) -> Link | None:
    """The entry of a line, None when it is none."""
    fields, digest, private, salt = (said.get(name) for name in ("fields", "digest", "private", "salt"))
    head = _head(said)
    known = set(said) <= {"place", "fields", "digest", "seal", "private", "salt"}
    if head is None or not known or not isinstance(fields, dict) or not isinstance(digest, str):
        return None
    if not (salt is None or (isinstance(salt, str) and len(salt) <= _SALTS and isinstance(private, dict))):
        return None
    try:
        json.dumps([fields, private, salt], ensure_ascii=False, allow_nan=False).encode()
    except ValueError:  # half a sign, or a number that is none
        return None
    return Link(head[0], fields, digest, head[1], private, salt)


def _head(said: object) -> tuple[int, str] | None:
    """A place and its seal."""
    if not isinstance(said, dict):
        return None
    place, seal = said.get("place"), said.get("seal")
    if type(place) is int and 0 < place <= MOST_PLACES and isinstance(seal, str) and _SEAL.fullmatch(seal):
        return place, seal
    return None


def _told(lines: Iterable[str]) -> list[tuple[int, str]]:
    """Places and seals from heads or from an export: its heads, its entries, its end."""
    found = []
    for number, line in enumerate(filter(str.strip, lines), 1):
        said = _parsed(line)
        end = {"place": said.get("entries"), "seal": said.get("seal")} if said.get("format") == FORMAT else None
        head = _head(end) or _head(said.get("head")) or _head(said)
        if head is not None:
            found.append(head)
        elif said.get("format") != FORMAT:
            raise LedgerError("no_head", str(number))
    return list(dict.fromkeys(found))


def _with_receipts(links: list[Link], receipts: Iterable[Any]) -> tuple[list[Link], int, list[Fault]]:
    """The entries with what receipts show of them; a receipt that fits none is a fault."""
    at = {link.seal: number for number, link in enumerate(links)}
    links, proven = [*links], 0
    faults: list[Fault] = []
    for said in receipts:
        head = _head(said)
        if head is None or said.get("format") != RECEIPT:
            raise LedgerError("no_receipt")
        link = links[at[head[1]]] if head[1] in at else None
        shown = _shown(link, said) if link is not None and link.place == head[0] else None
        if shown is None:
            faults.append(Fault("receipt", str(head[0])))
        else:
            links[at[head[1]]] = shown
            proven += 1
    return links, proven, faults


def _shown(link: Link, said: Mapping[str, Any]) -> Link | None:
    """The entry with what a receipt shows of it; None when that is not what was sealed."""
    hidden = {name: said[name] for name in ("private", "salt") if name in said}
    shown = _link({"place": link.place, "fields": link.fields, "digest": link.digest, "seal": link.seal, **hidden})
    if shown is None:
        return None
    fits = link.digest == ("" if shown.salt is None else digest_of(shown.private, shown.salt))
    return shown if fits else None


def _order(links: list[Link]) -> list[Fault]:
    """Entries that stand twice, are missing between others, or stand after a later one."""
    faults, places = [], [link.place for link in links]
    if twice := [place for place, times in Counter(places).items() if times > 1]:
        faults.append(Fault("twice", ranges(twice)))
    gaps = [(before + 1, after - 1) for before, after in pairwise([0, *sorted(set(places))]) if after > before + 1]
    if gaps:
        faults.append(Fault("removed", ",".join(str(one) if one == two else f"{one}-{two}" for one, two in gaps)))
    highest, moved = 0, set()
    for place in places:
        if place < highest:
            moved.add(place)
        highest = max(highest, place)
    return [*faults, Fault("moved", ranges(moved))] if moved else faults


def _seals(first: Mapping[int, Link]) -> list[Fault]:
    """Entries that do not fit their own seal, what stands before them, or what is shown of them."""
    altered: list[int] = []
    private: list[int] = []
    for place, link in first.items():
        before = BEGINNING if place == 1 else first[place - 1].seal if place - 1 in first else None
        if before is None:
            continue  # what stood before is missing, and that is said
        broken = walk([link], start=Walked(place - 1, before)).broken
        if broken:
            (private if broken.fault == "people" else altered).append(place)
    return [Fault(code, ranges(places)) for code, places in (("altered", altered), ("private", private)) if places]


def _entries(first: Mapping[int, Link]) -> tuple[list[Entry], list[Fault]]:
    """The entries in order; those that say what no entry can, and those entered before what stands before them."""
    entries: list[Entry] = []
    strange: dict[int, str] = {}
    early = []
    for place in sorted(first):
        try:
            entry = Entry.of(first[place])
        except LedgerError as trouble:
            strange[place] = str(trouble)
            continue
        if entries and entry.recorded_at < entries[-1].recorded_at:
            early.append(place)
        entries.append(entry)
    faults = [Fault("entry", ranges(strange), next(iter(strange.values())))] if strange else []
    return entries, [*faults, Fault("time", ranges(early))] if early else faults


def _ends(file: _File, first: Mapping[int, Link], elsewhere: list[tuple[int, str]]) -> list[Fault]:
    """What does not fit what was told of it: by the first line, by the heads in the file, by those from elsewhere."""
    last = max(first, default=0)
    seal = first[last].seal if last else ""
    told_end = file.about.get("entries"), file.about.get("seal")
    faults = [] if told_end == (last, seal) else [Fault("end", str(last), str(told_end[0])[:20])]
    others = dict.fromkeys(_first_other(sorted(heads), first) for heads in (elsewhere, file.heads))
    faults += [fault for fault in others if fault]
    known = [place for place, _seal in (*file.heads, *elsewhere)]
    if known and (end := max(known)) > last:
        faults.append(Fault("cut", str(end) if end == last + 1 else f"{last + 1}-{end}"))
    return faults


def _first_other(heads: list[tuple[int, str]], first: Mapping[int, Link]) -> Fault | None:
    """The first head that is not the seal at its place, and since which entry something may be altered; all later ones follow from it."""
    fitted = 0
    for place, seal in heads:
        if place in first and first[place].seal != seal:
            return Fault("told", str(place) if place == fitted + 1 else f"{fitted + 1}-{place}", str(place))
        if place in first:
            fitted = place
    return None

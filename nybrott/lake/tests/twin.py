"""The slow obvious twin: every figure once more, from the notices themselves, with loops and nothing clever."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import duckdb

from nybrott.core import keys
from nybrott.core.linking import Announcement, guess
from nybrott.core.notices import Notice, mere_test
from nybrott.core.signals import Findings, catalogue, find

_STANDING = ["competition", "result", "direct-award", "modification", "planning"]


@dataclass
class Seen:
    """A notice, what was found in it, its key, and the procedure it was found to belong to."""

    notice: Notice
    findings: Findings
    key: str
    procedure: str = ""


def without_doubles(found: Iterable[tuple[Notice, Findings]]) -> list[Seen]:
    kept: dict[bytes, Seen] = {}
    for read, searched in found:
        notice, findings = read, searched
        if mere_test(notice):
            notice = replace(notice, stage="test")
            findings = find(notice, catalogue())
        identity = keys.identity(notice)
        if identity not in kept:
            kept[identity] = Seen(notice, findings, keys.key(notice, identity))
    return list(kept.values())


def with_procedures(all_seen: list[Seen]) -> list[Seen]:
    """Follow references one step at a time until nothing changes the end."""
    for seen in all_seen:
        here, been = seen, {seen.key}
        while True:
            ahead = next_of(here, all_seen, been)
            if ahead is None:
                break
            here = ahead
            been.add(here.key)
        seen.procedure = keys.procedure(here.notice, here.key)[0]
    return all_seen


def next_of(here: Seen, all_seen: list[Seen], been: set[str]) -> Seen | None:
    if here.notice.procedure_id:
        return None
    for ref in [*(change.of for change in here.notice.changes), *here.notice.previous]:
        for other in all_seen:
            names = [
                other.notice.notice_id, f"{other.notice.notice_id}-{other.notice.version}", other.notice.doffin_ref,
                other.notice.publication_ref,
            ]  # fmt: skip
            if other.notice.format == "record":
                names = names[2:]
            if ref and ref in names:
                allowed = other.notice.stage != "planning" or here.notice.stage == "planning"
                if other.key not in been and allowed:
                    return other
                break
    return None


@dataclass
class Row:
    """What is counted: a procedure (or a lot's result), with what it is grouped by."""

    country: str
    buyer: str
    buyer_name: str
    year: int | None
    cpv: str
    day: date | None
    facts: dict[str, object]


def procedures(all_seen: Sequence[Seen]) -> list[Row]:
    together: dict[str, list[Seen]] = {}
    for seen in all_seen:
        if seen.notice.stage != "test":
            together.setdefault(seen.procedure, []).append(seen)
    rows = []
    for members in together.values():
        lead = min(
            enumerate(members),
            key=lambda pair: (
                _STANDING.index(pair[1].notice.stage) if pair[1].notice.stage in _STANDING else len(_STANDING),
                pair[1].notice.published_on or date.max,
                pair[0],
            ),
        )[1]
        facts: dict[str, object] = {
            "stages": {one.notice.stage for one in members},
            "strict": any(one.findings.lenses.strict for one in members),
            "declared": any(one.findings.lenses.declared for one in members),
            "behavioural": any(one.findings.lenses.behavioural for one in members),
            "innovation": any(one.findings.innovation for one in members),
            "partnership": any(one.findings.partnership for one in members),
            "dialogue": any(one.findings.market_dialogue for one in members),
            "friendly": any(one.findings.friendly for one in members),
            "contest": any(one.notice.procedure == "design-contest" for one in members),
        }
        rows.append(row(lead, facts))
    return rows


def results(all_seen: Sequence[Seen]) -> list[Row]:
    """The latest result of each lot of each procedure, with what it says of tenders and winners."""
    said: dict[tuple[str, str, bool], tuple[tuple[date, str, int], Row]] = {}
    for seen in all_seen:
        if seen.notice.stage != "result":
            continue
        for number, result in enumerate(seen.notice.results):
            received = next((count for kind, count in result.tenders if kind == "tenders"), None)
            sizes = {winner.size.lower() for winner in result.winners}
            small = bool(sizes & {"micro", "small", "medium", "sme"})
            facts: dict[str, object] = {"received": received, "small": small, "stated": small or "large" in sizes}
            age = (seen.notice.published_on or date.min, seen.key, number)
            for about_winners in (False, True):
                if (about_winners and not result.winners) or (not about_winners and received is None):
                    continue
                place = (seen.procedure, result.lot, about_winners)
                if place not in said or said[place][0] < age:
                    said[place] = (age, row(seen, facts | {"about": about_winners}))
    return [one for _, one in said.values()]


def dialogues(all_seen: Sequence[Seen]) -> list[Row]:
    """The first notice of each dialogue, with how a competition that followed is known, and the days between."""
    together: dict[str, list[Seen]] = {}
    for seen in all_seen:
        if seen.findings.market_dialogue:
            together.setdefault(seen.procedure, []).append(seen)
    return [
        row(first, dict(zip(("known_by", "days", "competition"), followed(first, members, all_seen), strict=True)))
        for members in together.values()
        for first in [min(members, key=lambda one: (one.notice.published_on or date.max, one.key))]
    ]


def followed(first: Seen, members: Sequence[Seen], all_seen: Sequence[Seen]) -> tuple[str, int | None, str]:
    """How the competition that followed a dialogue is known ("" when none did), the days between, and its key."""
    day = first.notice.published_on
    if day is None:
        return "", None, ""
    plain = [
        one
        for one in all_seen
        if one.notice.stage == "competition" and not one.findings.market_dialogue and one.notice.published_on
    ]
    names = {name for one in members for name in names_of(one)}
    same = [one for one in plain if one.procedure == first.procedure]
    others = [one for one in plain if one.procedure != first.procedure]
    named = [one for one in others if names & set(one.notice.previous)]
    for known_by, found in (("identifier", same), ("reference", named)):
        after = [(date_of(one) - day, one.key) for one in found if date_of(one) >= day]
        if after:
            return known_by, min(after)[0].days, min(after)[1]
    theirs: dict[str, Seen] = {}
    for one in sorted(plain, key=lambda one: (date_of(one), one.key)):
        if buyer_of(one) == buyer_of(first) and buyer_of(first)[1]:
            theirs.setdefault(one.procedure, one)
    chosen = guess(announcement(first), [announcement(one) for one in theirs.values()])
    return ("guess", chosen.days, chosen.competition) if chosen else ("", None, "")


def names_of(seen: Seen) -> list[str]:
    notice = seen.notice
    own = [] if notice.format == "record" else [notice.notice_id, f"{notice.notice_id}-{notice.version}"]
    return [name for name in (*own, notice.doffin_ref, notice.publication_ref) if name]


def date_of(seen: Seen) -> date:
    assert seen.notice.published_on is not None
    return seen.notice.published_on


def buyer_of(seen: Seen) -> tuple[str, str]:
    return keys.country(seen.notice), seen.notice.buyers[0].ref if seen.notice.buyers else ""


def announcement(seen: Seen) -> Announcement:
    notice = seen.notice
    codes = tuple(code for code in (notice.cpv_main, *notice.cpv_additional) if code)
    return Announcement(seen.key, notice.title(), date_of(seen), codes, notice.buyers[0].name)


def row(seen: Seen, facts: dict[str, object]) -> Row:
    notice = seen.notice
    name = notice.buyers[0].name if notice.buyers else ""
    return Row(keys.country(notice), keys.buyer(notice), name, notice.year, notice.cpv_main, notice.published_on, facts)


def grouped(
    rows: Iterable[Row], by: Sequence[str], figures: Callable[[list[Row]], Sequence[object]]
) -> list[tuple[object, ...]]:
    """Rows of the answer: the grouping's columns, then the figures. Without grouping there is always one row."""
    groups: dict[tuple[object, ...], list[Row]] = {} if by else {(): []}
    for one in rows:
        place: tuple[object, ...] = ()
        for name in by:
            place += {
                "buyer": (one.country, one.buyer),
                "year": (one.year,),
                "month": (f"{one.day:%Y-%m}" if one.day else None,),
                "country": () if "buyer" in by else (one.country,),  # a buyer brings its country
                "cpv": (one.cpv[:2],),
            }[name]
        groups.setdefault(place, []).append(one)
    answer = []
    for place, members in groups.items():
        columns: list[object] = list(place)
        if "buyer" in by:
            at = sum(2 if name == "buyer" else 1 for name in by[: list(by).index("buyer")]) + 2
            columns.insert(at, max((one.day or date.min, tie(one.buyer_name), one.buyer_name) for one in members)[2])
        answer.append((*columns, *figures(members)))
    return answer


@cache
def tie(name: str) -> int:
    """Which of two names used on one day is shown is of no matter, as long as it is always the same one."""
    return int(duckdb.execute("select hash(?) % 4294967296", [name]).fetchall()[0][0])


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def count(rows: Iterable[Row], *facts: str) -> int:
    return sum(1 for one in rows if any(one.facts[fact] for fact in facts))


def reached_market(rows: Iterable[Row]) -> list[Row]:
    return [one for one in rows if {"competition", "result"} & one.facts["stages"]]  # type: ignore[operator]


def measure(
    name: str, all_seen: Sequence[Seen], by: Sequence[str], kept: Callable[[Row], bool]
) -> list[tuple[object, ...]]:
    """A measure over these notices, narrowed to the rows that are `kept`."""
    if name in ("tenders-received", "small-suppliers"):
        rows = [one for one in results(all_seen) if kept(one)]
        rows = [one for one in rows if one.facts["about"] == (name == "small-suppliers")]
    elif name == "dialogue-to-competition":
        rows = [one for one in dialogues(all_seen) if kept(one)]
    else:
        rows = [one for one in procedures(all_seen) if kept(one)]
    return {
        "innovative-procurements": lambda: grouped(reached_market(rows), by, _innovative),
        "innovation-friendly": lambda: grouped(reached_market(rows), by, _friendly),
        "dialogue-share": lambda: grouped(
            [one for one in rows if one.facts["dialogue"] or "competition" in one.facts["stages"]], by, _dialogue  # type: ignore[operator]
        ),
        "tenders-received": lambda: grouped(rows, by, _tenders),
        "small-suppliers": lambda: grouped(rows, by, _small),
        "dialogue-to-competition": lambda: grouped(rows, by, _followed),
    }[name]()  # fmt: skip


def _innovative(rows: list[Row]) -> list[object]:
    lenses = ["strict", "declared", "behavioural"]
    counts = [count(rows, lens) for lens in lenses]
    any_lens, innovation = count(rows, *lenses), count(rows, "innovation")
    shares = [share(one, len(rows)) for one in (*counts, any_lens, innovation)]
    return [len(rows), *counts, any_lens, innovation, count(rows, "partnership"), count(rows, "contest"), *shares]


def _friendly(rows: list[Row]) -> list[object]:
    friendly = count(rows, "friendly", "innovation")
    return [len(rows), friendly, share(friendly, len(rows))]


def _dialogue(rows: list[Row]) -> list[object]:
    competitions = sum(1 for one in rows if "competition" in one.facts["stages"])  # type: ignore[operator]
    return [competitions, count(rows, "dialogue"), share(count(rows, "dialogue"), competitions)]


def _tenders(rows: list[Row]) -> list[object]:
    received = [int(str(one.facts["received"])) for one in rows]
    single = sum(1 for number in received if number <= 1)
    mean = sum(received) / len(received) if received else None
    median = float(statistics.median(received)) if received else None
    return [len(rows), sum(received), mean, median, single, share(single, len(rows))]


def _small(rows: list[Row]) -> list[object]:
    stated, small = count(rows, "stated"), count(rows, "small")
    return [stated, small, share(small, stated), len(rows), share(stated, len(rows))]


def _followed(rows: list[Row]) -> list[object]:
    known, guessed = (
        [int(str(one.facts["days"])) for one in rows if one.facts["known_by"] in ways]
        for ways in (("identifier", "reference"), ("guess",))
    )
    figures: list[object] = [len(rows), len(known), len(guessed)]
    figures += [share(len(days), len(rows)) for days in (known, guessed)]
    for days in (known, guessed):
        figures += [sum(days) / len(days), float(statistics.median(days))] if days else [None, None]
    return figures

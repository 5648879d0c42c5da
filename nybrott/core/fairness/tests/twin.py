"""The rules of equal treatment said once more, pair by pair of supplier and thing, by going through all entries each time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from nybrott.core.fairness import Supplier, Terms
from nybrott.core.ledger import Entry

NOT_GIVEN = ("minutes_secret", "question", "input_open", "input_secret", "unsolicited_contact", "registered", "withdrawal", "meeting", "opening", "reading", "locked")  # fmt: skip
Found = set[tuple[str, str, tuple[str, ...], tuple[str, ...], datetime]]


def could_see(entries: Sequence[Entry], supplier: str, thing: str, now: datetime) -> datetime | None:
    """Since when, by the earliest entry that gave it to them or to all."""
    earliest = None
    for entry in entries:
        holds = entry.about if entry.kind == "catch_up" else (entry.thing,)
        since = entry.seen_at if entry.seen_at else entry.at
        if entry.kind not in NOT_GIVEN and thing in holds and entry.taker in (supplier, "all") and since <= now:
            earliest = since if earliest is None or since < earliest else earliest
    return earliest


def things(entries: Sequence[Entry], terms: Terms) -> list[str]:
    """What was given and counts."""
    found = []
    for entry in entries:
        for thing in entry.about if entry.kind == "catch_up" else (entry.thing,):
            first = _first(entries, thing, terms.now)
            counts = first is not None and (terms.deadline_at is None or first < terms.deadline_at)
            if entry.kind not in NOT_GIVEN and counts and thing not in found:
                found.append(thing)
    return found


def _first(entries: Sequence[Entry], thing: str, now: datetime) -> datetime | None:
    takers = {entry.taker for entry in entries} | {"all"}
    seen = [could_see(entries, taker, thing, now) for taker in sorted(takers)]
    return min([moment for moment in seen if moment], default=None)


def findings(entries: Sequence[Entry], suppliers: Sequence[Supplier], terms: Terms) -> Found:
    """Code, level, who, what, since."""
    everyone = sorted(
        {one.key for one in suppliers}
        | {key for entry in entries for key in (entry.giver, entry.taker)} - {"us", "all"}
    )
    limit = terms.deadline_at - timedelta(days=terms.days) if terms.deadline_at else None
    found: Found = set()
    for thing in things(entries, terms):
        first = _first(entries, thing, terms.now)
        assert first
        lacks = tuple(key for key in everyone if could_see(entries, key, thing, terms.now) is None)
        kinds = [
            entry.kind
            for entry in entries
            if entry.thing == thing and entry.kind not in (*NOT_GIVEN, "catch_up") and entry.seen_since <= terms.now
        ]
        is_public = could_see(entries, "nobody", thing, terms.now)
        if lacks:
            found.add(("answered_one" if kinds[:1] == ["answer_to_one"] else "told_one", "red", lacks, (thing,), first))
        elif not is_public:
            found.add(("not_public", "amber", (), (thing,), first))
        seen = {key: moment for key in everyone if (moment := could_see(entries, key, thing, terms.now))}
        last = max(seen.values(), default=is_public)
        if limit and last and last > limit and not lacks:
            found.add(
                ("late", "red", tuple(key for key in everyone if key in seen and seen[key] > limit), (thing,), last)
            )
    return (
        found
        | _of_meetings(entries, suppliers, everyone, terms)
        | _of_questions(entries, terms, limit)
        | _of_input(entries, terms)
    )


def _of_meetings(
    entries: Sequence[Entry], suppliers: Sequence[Supplier], everyone: Sequence[str], terms: Terms
) -> Found:
    total = {
        key: sum(one.planned for one in suppliers if one.key == key)
        + sum(
            entry.minutes
            for entry in entries
            if entry.kind == "meeting" and entry.taker == key and entry.at <= terms.now
        )
        for key in everyone
    }
    less = tuple(
        key
        for key in everyone
        if total[key] > 0 and any(total[key] + terms.minutes_apart < other for other in total.values())
    )
    held = [entry.at for entry in entries if entry.kind == "meeting" and entry.at <= terms.now]
    return {("unequal", "red", less, (), max(held))} if less and held else set()


def _of_questions(entries: Sequence[Entry], terms: Terms, limit: datetime | None) -> Found:
    found: Found = set()
    for question in entries:
        if question.kind == "question" and question.at <= terms.now:
            answers = [
                one for one in entries
                if question.thing in one.about and one.kind not in (*NOT_GIVEN, "catch_up") and one.seen_since <= terms.now
            ]  # fmt: skip
            is_over = (limit is not None and terms.now > limit) or terms.now - question.at > timedelta(
                days=terms.answer_days
            )
            if not answers:
                found.add(
                    ("unanswered", "red" if is_over else "amber", (question.giver,), (question.thing,), question.at)
                )
    return found


def _of_input(entries: Sequence[Entry], terms: Terms) -> Found:
    found: Found = set()
    for one in entries:
        of_minutes = [
            thing
            for thing in one.about
            if any((entry.kind, entry.thing) == ("minutes_secret", thing) for entry in entries)
        ]
        if one.kind == "reading" and one.at <= terms.now and (not one.about or len(of_minutes) < len(one.about)):
            opened = [entry for entry in entries if entry.kind == "opening" and entry.at <= one.at]
            if not opened or (terms.opens_at and one.at < terms.opens_at):
                mine = {
                    entry.giver for entry in entries if entry.kind.startswith("input_") and entry.thing in one.about
                }
                found.add(("read_early", "red", tuple(sorted(mine)), one.about, one.at))
    return found

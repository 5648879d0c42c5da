"""What is not equal: each rule by itself, with who, what, since when and what to do about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from nybrott.core.fairness.seeing import Item, Supplier, Terms
from nybrott.core.ledger import KINDS, Entry
from nybrott.core.sayings import sayings

Code = Literal["told_one", "answered_one", "not_public", "late", "unequal", "unanswered", "read_early", "newcomer"]
Level = Literal["red", "amber"]
FINDINGS: tuple[Code, ...] = (
    "told_one",
    "answered_one",
    "not_public",
    "late",
    "unequal",
    "unanswered",
    "read_early",
    "newcomer",
)
_NAMED = 5  # as many are named in a sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not equal. `who`: the suppliers it is to the disadvantage of (of a question: who asked; of input: whose it is); `what`: things;
    `since`: when it began; `do`: codes of what to do about it, the first first; `until`: the earliest deadline with which it would
    be all right, where the deadline has to be moved."""

    code: Code
    level: Level
    who: tuple[str, ...]
    what: tuple[str, ...]
    since: datetime
    do: tuple[str, ...]
    until: datetime | None = None

    def said(self, language: str, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
        """The finding as a sentence; keys without a name or title stand as they are."""
        return sayings("fairness").say(
            "findings",
            self.code,
            language,
            who=_listed(self.who, names, language),
            what=_listed(self.what, titles, language),
        )

    def to_do(self, language: str) -> list[str]:
        """What to do about it, a sentence each."""
        return [sayings("fairness").say("do", code, language) for code in self.do]


def _listed(keys: Sequence[str], names: Mapping[str, str], language: str) -> str:
    told = [names.get(key) or key for key in keys]
    if len(told) > _NAMED + 1:
        told = [*told[:_NAMED], sayings("fairness").say("lists", "more", language, n=len(told) - _NAMED)]
    if len(told) < 2:
        return told[0] if told else sayings("fairness").say("lists", "none", language)
    return sayings("fairness").say("lists", "last", language, first=", ".join(told[:-1]), last=told[-1])


def uneven(items: Iterable[Item], suppliers: Iterable[str], terms: Terms) -> Iterator[Finding]:
    """What some have and others do not; and what all have, but so late that there is little time left."""
    keys = list(suppliers)
    for item in items:
        without = tuple(key for key in keys if item.seen_by(key) is None)
        seen = [(key, moment) for key in keys if (moment := item.seen_by(key))]
        extend = ("extend",) if terms.is_late else ()
        until = terms.now + timedelta(days=terms.days) if terms.is_late else None
        if without:
            code: Code = "answered_one" if item.kind == "answer_to_one" else "told_one"
            do = ("answer_all" if code == "answered_one" else "publish", *extend)
            yield Finding(code, "red", without, (item.thing,), item.first_at, do, until)
        elif item.all_at is None:
            yield Finding("not_public", "amber", (), (item.thing,), item.first_at, ("publish", *extend), until)
        last = max(
            [moment for _key, moment in seen] + ([item.all_at] if item.all_at and not seen else []), default=None
        )
        if terms.limit and last and last > terms.limit and not without:
            who = tuple(key for key, moment in seen if moment > terms.limit)
            yield Finding("late", "red", who, (item.thing,), last, ("extend",), last + timedelta(days=terms.days))


def unequal(minutes: Mapping[str, int], meetings: Iterable[Entry], terms: Terms) -> Iterator[Finding]:
    """Meetings of another length. Who was not met at all is for the rules of the lottery."""
    met = {key: spent for key, spent in minutes.items() if spent}
    most = max(met.values(), default=0)
    less = tuple(key for key, spent in met.items() if most - spent > terms.minutes_apart)
    since = max((entry.at for entry in meetings), default=None)
    if less and since:
        yield Finding("unequal", "red", less, (), since, ("same_minutes",))


def unanswered(entries: Sequence[Entry], terms: Terms) -> Iterator[Finding]:
    """Questions nobody has answered: red when that took longer than was promised, or the time for answers is over."""
    answers = [
        entry for entry in entries
        if KINDS[entry.kind].flow == "given" and entry.kind not in ("catch_up", "minutes_secret") and entry.seen_since <= terms.now
    ]  # fmt: skip
    answered = {thing for entry in answers for thing in entry.about}
    for entry in entries:
        if entry.kind == "question" and entry.at <= terms.now and entry.thing not in answered:
            is_over = terms.is_late or terms.now > entry.at + timedelta(days=terms.answer_days)
            do = ("answer_all", "extend") if terms.is_late else ("answer_all",)
            until = terms.now + timedelta(days=terms.days) if terms.is_late else None
            yield Finding(
                "unanswered", "red" if is_over else "amber", (entry.giver,), (entry.thing,), entry.at, do, until
            )


def read_early(entries: Sequence[Entry], terms: Terms) -> Iterator[Finding]:
    """Input that was read before it was opened, or before it may be. Confidential minutes are ours to read at any time."""
    opened = min((entry.at for entry in entries if entry.kind == "opening"), default=None)
    inputs = [entry for entry in entries if entry.kind in ("input_open", "input_secret")]
    ours = {entry.thing for entry in entries if entry.kind == "minutes_secret"}
    for entry in entries:
        if entry.about and ours.issuperset(entry.about):
            continue
        too_early = opened is None or entry.at < opened or (terms.opens_at is not None and entry.at < terms.opens_at)
        if entry.kind == "reading" and too_early and entry.at <= terms.now:
            who = tuple(sorted({one.giver for one in inputs if one.thing in entry.about}))
            yield Finding("read_early", "red", who, entry.about, entry.at, ("explain",))


def newcomers(missing: Mapping[str, Sequence[Item]], suppliers: Iterable[Supplier], terms: Terms) -> Iterator[Finding]:
    """Those who came late and have not been handed what was published before. What is not published at all is uneven already."""
    for one in suppliers:
        what = tuple(item.thing for item in missing[one.key] if item.all_at)
        if terms.late_from and terms.late_from <= one.registered_at <= terms.now and what:
            do = ("catch_up", "extend") if terms.is_late else ("catch_up",)
            until = terms.now + timedelta(days=terms.days) if terms.is_late else None
            level: Level = "red" if terms.is_late else "amber"
            yield Finding("newcomer", level, (one.key,), what, one.registered_at, do, until)

"""The view as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nybrott.core.fairness.finding import Finding, newcomers, read_early, unanswered, unequal, uneven
from nybrott.core.fairness.seeing import Item, Supplier, Terms, everybody, items
from nybrott.core.ledger import Entry


@dataclass(frozen=True, slots=True)
class View:
    """Suppliers and what was given, side by side. `minutes`: supplier → minutes of meetings, agreed ones too. `missing`: supplier → what a
    catch-up pack for them holds: what they cannot see, and what was given before they came and has not been handed to them.
    `findings`: red ones first, then by time."""

    terms: Terms
    suppliers: Mapping[str, Supplier]
    items: Mapping[str, Item]
    minutes: Mapping[str, int]
    missing: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]

    def seen(self, supplier: str, thing: str) -> datetime | None:
        """Since when a supplier could see something."""
        return self.items[thing].seen_by(supplier)

    def before(self, supplier: str, thing: str) -> timedelta | None:
        """How long before the deadline that was; None when they cannot see it or there is no deadline yet."""
        seen = self.seen(supplier, thing)
        return self.terms.deadline_at - seen if seen and self.terms.deadline_at else None

    @property
    def is_equal(self) -> bool:
        """Whether nothing is red."""
        return not any(one.level == "red" for one in self.findings)


def view(
    entries: Sequence[Entry], suppliers: Iterable[Supplier], terms: Terms, left: frozenset[str] = frozenset()
) -> View:
    """The view of a dialogue from the entries of its ledger, in their order. `left`: keys of suppliers that take no part any more. They are
    not compared with the others; what they were told while they took part still counts, since the others may not have got it."""
    everyone = {key: one for key, one in everybody(entries, suppliers).items() if key not in left}
    given = items(entries, terms)
    meetings = [entry for entry in entries if entry.kind == "meeting" and entry.at <= terms.now]
    minutes = {one.key: one.planned for one in everyone.values()}
    for meeting in meetings:
        if meeting.taker in minutes:
            minutes[meeting.taker] += meeting.minutes
    missing = {one.key: [item for item in given.values() if _misses(one, item)] for one in everyone.values()}
    found = [
        *uneven(given.values(), everyone, terms),
        *unequal(minutes, meetings, terms),
        *unanswered(entries, terms),
        *read_early(entries, terms),
        *newcomers(missing, everyone.values(), terms),
    ]
    found.sort(key=lambda one: (one.level != "red", one.since, one.code, one.what, one.who))
    packs = {key: tuple(item.thing for item in lacking) for key, lacking in missing.items()}
    return View(terms, everyone, given, minutes, packs, tuple(found))


def _misses(supplier: Supplier, item: Item) -> bool:
    """Whether a pack for them should hold it. What announced the dialogue is what they came by."""
    if supplier.key in item.given or item.kind == "announced":
        return False
    return item.all_at is None or item.all_at < supplier.registered_at

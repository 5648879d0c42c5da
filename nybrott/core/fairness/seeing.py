"""Who could see what since when, out of the entries of a ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from nybrott.core.ledger import KINDS, Entry

US, ALL = "us", "all"


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier in the dialogue. `planned`: minutes of meetings that are agreed and still to come."""

    key: str
    registered_at: datetime
    planned: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What is held to. `now`: the moment it is looked at. `deadline_at`: when offers are due (None: not known yet). `days`: how many days of
    24 hours before it everybody has everything. `opens_at`: when input is opened. `answer_days`: within how many a question is answered.
    `minutes_apart`: how much meetings may differ. `late_from`: who registers from then on came late, and is handed what was given before."""

    now: datetime
    deadline_at: datetime | None = None
    days: int = 10
    opens_at: datetime | None = None
    answer_days: int = 5
    minutes_apart: int = 0
    late_from: datetime | None = None

    @property
    def limit(self) -> datetime | None:
        """When everybody should have everything."""
        return self.deadline_at - timedelta(days=self.days) if self.deadline_at else None

    @property
    def is_late(self) -> bool:
        """Whether that is over."""
        return self.limit is not None and self.now > self.limit


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of information that was given. `first_at`: since when somebody could see it; `all_at`: since when all the world could (None: it
    cannot); `given`: supplier → since when it was handed to them themselves. `about`: what it answers."""

    thing: str
    kind: str
    title: str
    first_at: datetime
    all_at: datetime | None
    given: Mapping[str, datetime]
    about: tuple[str, ...] = ()

    def seen_by(self, supplier: str) -> datetime | None:
        """Since when a supplier could see it, None when they cannot."""
        moments = [moment for moment in (self.given.get(supplier), self.all_at) if moment]
        return min(moments, default=None)


@dataclass(slots=True)
class _Growing:
    """An item while the entries are read; what is only handed over again takes kind and title from where it was given first."""

    kind: str = ""
    title: str = ""
    all_at: datetime | None = None
    given: dict[str, datetime] = field(default_factory=dict)
    about: tuple[str, ...] = ()

    def reach(self, taker: str, since: datetime) -> None:
        if taker == ALL:
            self.all_at = min(self.all_at or since, since)
        else:
            self.given[taker] = min(self.given.get(taker, since), since)


def items(entries: Iterable[Entry], terms: Terms) -> dict[str, Item]:
    """What was given, by thing, in the order in which it was first entered. What gives somebody back their own words is no information to
    others; what can be seen only later, or was first given when offers were in, does not count."""
    growing: dict[str, _Growing] = {}
    for entry in entries:
        kind = KINDS[entry.kind]
        if kind.flow != "given" or kind.own or entry.seen_since > terms.now:
            continue
        for thing in entry.about if entry.kind == "catch_up" else (entry.thing,):
            one = growing.setdefault(thing, _Growing())
            one.reach(entry.taker, entry.seen_since)
            if entry.kind != "catch_up" and not one.kind:
                one.kind, one.title, one.about = entry.kind, entry.title, entry.about
    found = {}
    for thing, one in growing.items():
        first = min(moment for moment in (*one.given.values(), one.all_at) if moment)
        if terms.deadline_at is None or first < terms.deadline_at:
            kind_of = one.kind or "catch_up"
            found[thing] = Item(thing, kind_of, one.title, first, one.all_at, MappingProxyType(one.given), one.about)
    return found


def everybody(entries: Sequence[Entry], suppliers: Iterable[Supplier]) -> dict[str, Supplier]:
    """The suppliers by key, with those who are met in the entries only: they came when they are met first."""
    found = {one.key: one for one in suppliers}
    for entry in entries:
        for key in (entry.giver, entry.taker):
            if key not in (US, ALL) and key not in found:
                found[key] = Supplier(key, entry.at)
    return dict(sorted(found.items()))

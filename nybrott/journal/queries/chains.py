"""The chains: walking them, and what was told of them to others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from nybrott.core.chain import BEGINNING, Break, Link, Walked, digest_of, end_fault, places_in, seal_of, walk
from nybrott.journal.models import Entry, Head

ERASED = "journal.erased"  # the verb of the entries that tell of an erasure

_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Proof:
    """What walking one chain showed.

    `organisation_id` None: the host's own chain. `sealed` entries were walked and hold (up to the break, if there is one);
    `seal` is the last one's. `waiting` are not sealed yet. `entry_id`: the broken entry, as far as it is there.
    """

    organisation_id: int | None
    sealed: int
    seal: str
    waiting: int
    broken: Break | None = None
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class ToldHead:
    """The end of a chain as it was handed to somebody: the seal at a place."""

    organisation_id: int | None
    place: int
    seal: str


def chains() -> list[int | None]:
    """Every chain there is, the host's own (None) first, also one whose head somebody took away."""
    found = set(Entry.objects.order_by().values_list("organisation_id", flat=True).distinct())
    found |= set(Head.objects.values_list("organisation_id", flat=True))
    return sorted(found, key=lambda one: (one is not None, one or 0))


def heads() -> list[ToldHead]:
    """Where each chain ends, to be handed to somebody else."""
    return [
        ToldHead(head.organisation_id, head.last_place, head.last_seal)
        for head in Head.objects.filter(last_place__gt=0).order_by("organisation_id")
    ]


def of_chain(organisation_id: int | None) -> Q:
    """The condition that says: of this chain."""
    return Q(organisation_id=organisation_id) if organisation_id is not None else Q(organisation_id__isnull=True)


def prove(organisation_id: int | None, *, told: Mapping[int, str] | None = None, since: int = 0) -> Proof:
    """Walk one chain from its beginning (or from the place `since`, which is trusted) to its end, in bounded memory.

    `told`: place → seal, as somebody else keeps it. What is sealed while it walks is left for the next time.
    """
    mine = Entry.objects.filter(of_chain(organisation_id))
    head = Head.objects.filter(of_chain(organisation_id)).first() or Head(organisation_id=organisation_id)
    trusted = mine.filter(place=since).values_list("seal", flat=True).first() if since else None
    start = Walked(since, trusted) if trusted else Walked(0, BEGINNING)
    walked = walk(
        _links(organisation_id, after=start.place, until=head.last_place), start=start, told=told, erased=_erased(organisation_id)
    )  # fmt: skip
    broken = walked.broken or _fault_at_end(organisation_id, walked, head, told or {})
    entry = mine.filter(place=broken.place).values_list("pk", flat=True).first() if broken else None
    waiting = mine.filter(place__isnull=True).count()
    return Proof(organisation_id, walked.place, walked.seal, waiting, broken, entry)


def _links(organisation_id: int | None, *, after: int, until: int) -> Iterator[Link]:
    entries = Entry.objects.filter(of_chain(organisation_id), place__gt=after, place__lte=until).order_by("place")
    return (entry.link() for entry in entries.iterator(_AT_A_TIME))


def _erased(organisation_id: int | None) -> set[int]:
    """The places that the chain itself says were erased."""
    places: set[int] = set()
    for private in Entry.objects.filter(of_chain(organisation_id), verb=ERASED).values_list("private", flat=True):
        try:
            places |= places_in(str((private or {})["facts"]["places"]))
        except (KeyError, TypeError, ValueError):
            continue  # an entry that was tampered with accounts for nothing, and is found by its own seal
    return places


def _fault_at_end(organisation_id: int | None, walked: Walked, head: Head, told: Mapping[int, str]) -> Break | None:
    fault = end_fault(walked, last_place=head.last_place, last_seal=head.last_seal)
    if fault:
        return fault
    mine = Entry.objects.filter(of_chain(organisation_id))
    end = Head.objects.filter(of_chain(organisation_id)).values_list("last_place", flat=True).first() or 0
    beyond = mine.filter(place__gt=end).order_by("place").values_list("place", flat=True).first()
    if beyond:
        return Break(beyond, "end", f"it stands behind the end of the chain, which is {end}")
    lost = min((place for place in told if place > end), default=None)
    if lost is not None:
        return Break(end + 1, "told", f"the chain ends at {end}; it was handed over with {lost} entries")
    return None


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether one entry fits the chain: over the one before, under the one after, and what it says of people."""

    before: bool
    after: bool | None
    people: bool | None
    previous_seal: str

    @property
    def holds(self) -> bool:
        """Whether all that could be checked holds."""
        return self.before and self.after is not False and self.people is not False


def fit_of(entry: Entry) -> Fit | None:
    """How a sealed entry fits its neighbours, in one query; None while it is not sealed. `after` None: it is the last one.
    `people` None: what it said of people was erased."""
    if entry.place is None:
        return None
    near = Entry.objects.filter(of_chain(entry.organisation_id), place__in=(entry.place - 1, entry.place + 1))
    around = {one.place: one for one in near}
    previous = around.get(entry.place - 1)
    seal = previous.seal if previous else BEGINNING if entry.place == 1 else ""
    following = around.get(entry.place + 1)
    return Fit(
        before=entry.seal == _seal(entry, seal),
        after=None if following is None else following.seal == _seal(following, entry.seal),
        people=None if entry.salt is None and entry.private is None else entry.digest == digest_of(entry.private, entry.salt or ""),
        previous_seal=seal,
    )  # fmt: skip


def _seal(entry: Entry, previous: str) -> str:
    return seal_of(previous, entry.place or 0, entry.fixed(), entry.digest)


def told_at(moment: datetime) -> str:
    """A moment as files for others say it: UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")

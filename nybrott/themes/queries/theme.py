"""One theme: its needs, who stands behind it, unit by unit, and how it grew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.support import sources
from nybrott.needs.models import Need
from nybrott.needs.states import NeedState
from nybrott.themes import rules
from nybrott.themes.models import ThemePlace
from nybrott.themes.queries.support import (
    Behind,
    Told,
    behind,
    name_in,
    names_of,
    people_in,
    quarter_of,
    quarters_until,
    told,
    told_number,
)

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit has in a theme; `name` is empty for challenges without a unit."""

    name: str
    needs: int
    people: Told


@dataclass(frozen=True, slots=True)
class Quarter:
    """How large a theme was by the end of a quarter, as its links are today."""

    year: int
    quarter: int
    needs: int
    people: Told


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme. `head`: its oldest need's key, 0 when the need stands alone. `needs`: not the parked ones (`parked` of them).

    `people_of`: need → how many stand behind it. `before`: how many needs it had a year ago. `since`: when the first was
    written.
    """

    head: int
    name: str
    named: bool
    needs: tuple[Need, ...]
    parked: int
    units: tuple[UnitShare, ...]
    people: Told
    sources: Told
    quarters: tuple[Quarter, ...]
    people_of: dict[int, Told]
    before: int
    since: datetime


def theme_of(actor: Actor, need: Need, *, now: datetime) -> Theme:
    """The theme a need is in; alone, it is one by itself. A fixed number of queries."""
    head = ThemePlace.objects.filter(need=need).values_list("head", flat=True).first() or 0
    found = Need.objects.visible_to(actor).filter(Q(theme_place__head=head) if head else Q(pk=need.pk))
    everyone = list(found.select_related("challenge__unit").order_by("pk"))
    needs = [one for one in everyone if one.state != NeedState.PARKED]
    pieces = behind([head]) if head else []
    works = rules.worked_on(actor, {one.challenge_id for one in everyone})
    challenges = {one.challenge_id for one in needs}
    people = told(people_in(pieces), challenges, works)
    name, named = name_in(everyone, names_of([one.pk for one in everyone]), pieces)
    written = [one.written_at for one in needs] or [need.written_at]
    return Theme(
        head, name, named, tuple(needs), len(everyone) - len(needs), _units(needs, pieces, works), people,
        told_number(sources(one.piece for one in pieces), exact=people.exact), _quarters(needs, pieces, works, now),
        _people_of(needs, pieces, works), sum(at < now - YEAR for at in written), min(written),
    )  # fmt: skip


def _units(needs: Iterable[Need], pieces: Iterable[Behind], works: frozenset[int]) -> tuple[UnitShare, ...]:
    within: dict[str, list[Need]] = defaultdict(list)
    for need in needs:
        within[need.challenge.unit.name if need.challenge.unit else ""].append(need)
    people = people_in(pieces)
    shares = [
        UnitShare(name, len(members), told(people, {one.challenge_id for one in members}, works))
        for name, members in within.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.needs, share.name)))


def _quarters(needs: list[Need], pieces: list[Behind], works: frozenset[int], now: datetime) -> tuple[Quarter, ...]:
    made = []
    for end in quarters_until(timezone.localdate(now)):
        by_then = [one for one in needs if quarter_of(timezone.localdate(one.written_at)) <= end]
        heard = people_in(one for one in pieces if quarter_of(timezone.localdate(one.at)) <= end)
        people = told(heard, {one.challenge_id for one in needs}, works)
        made.append(Quarter(*end, len(by_then), people))
    return tuple(made)


def _people_of(needs: Iterable[Need], pieces: Iterable[Behind], works: frozenset[int]) -> dict[int, Told]:
    backed: dict[int, set[str]] = defaultdict(set)
    for one in pieces:
        if one.piece.who:
            backed[one.need].add(one.piece.who)
    return {one.pk: told_number(len(backed[one.pk]), exact=one.challenge_id in works) for one in needs}

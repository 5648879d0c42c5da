"""What the run's people did before something was reached, for each kind of thing the organisation's challenges can reach.

The same reading as the page “What it led to”, for the organisation that keeps the run, whoever asks: a claim says the same to everybody.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from nybrott.claims.queries.words import in_each
from nybrott.core.actor import system
from nybrott.core.contributions import Contribution, Reached, came_before, had
from nybrott.effects.models import Plan
from nybrott.gatherings.queries import REACHED, contributions_to, reached_by
from nybrott.gatherings.queries.contributions import touched_by


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that was reached, with what people of the run had done before: (kind, key, day) each, the earliest first.

    `driver`: whether a driver of the run was in any of it.
    """

    ref: str
    label: str
    on: str
    driver: bool
    before: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """All of one kind that was reached. `labels`: language → what many of them are called."""

    kind: str
    labels: Mapping[str, str]
    things: tuple[Thing, ...] = field(default=())

    @property
    def n(self) -> int:
        """How many were reached."""
        return len(self.things)

    @property
    def with_driver(self) -> int:
        """How many of them had a driver in them before."""
        return sum(one.driver for one in self.things)

    @property
    def before(self) -> dict[str, int]:
        """Kind → how many different contributions came before those that had a driver in them."""
        found = {(kind, ref) for one in self.things if one.driver for kind, ref, _day in one.before}
        return dict(sorted(Counter(kind for kind, _ref in found).items()))


def kinds_reached() -> dict[str, Promise]:
    """Kinds of things challenges can reach, and what many of them are called; rooms above add theirs."""
    return {kind: label for kind, (label, _read) in REACHED.items()}


def trails_of(plan: Plan) -> dict[str, Trail]:
    """Kind → what was reached of it by challenges the run's people contributed to. The same number of queries however many."""
    touched = touched_by(system("Evaluation"), plan.run).filter(organisation_id=plan.organisation_id)
    keys = list(touched.values_list("pk", flat=True))
    run = plan.run_id
    ours = [one for one in contributions_to(keys) if any(person.run == run for person in one.people)]
    things = reached_by(list({one.challenge for one in ours}))
    before = came_before(ours, things)
    found: dict[str, list[Thing]] = {kind: [] for kind in REACHED}
    for one in things:
        found.setdefault(one.kind, []).append(_thing(one, before[one.key], run))
    return {
        kind: Trail(kind, in_each(lambda kind=kind: REACHED[kind][0]), tuple(reached))  # type: ignore[misc]
        for kind, reached in found.items()
        if kind in REACHED
    }


def _thing(one: Reached, before: tuple[Contribution, ...], run: int) -> Thing:
    # what is over when the day is, was on that day
    done = tuple((each.kind, each.ref, _day(each.at - timedelta(microseconds=1))) for each in before)
    return Thing(one.ref, one.label, _day(one.at), had(before, "driver", run=run), done)


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()

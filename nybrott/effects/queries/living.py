"""What a run shall reach as it stands today: before, now, to reach, how old the number is, and what it rests on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.effects.models import Indicator
from nybrott.effects.states import Level, Source
from nybrott.runs.models import Reading, Run, Target
from nybrott.runs.queries import share
from nybrott.runs.states import RunState

OLD = 31  # days without a new number, from which it is said while a run is under way


@dataclass(frozen=True, slots=True)
class Living:
    """A target of a run with its indicator (None: of no evaluation plan) and its readings, oldest first.

    `share`: how much of the way it has come, 1 for all of it (None: cannot be said). `age`: days since the newest number is of, None without one;
    `is_old`: so long that it is said. `rests_on`: what the newest number rests on, as it was noted.
    """

    target: Target
    indicator: Indicator | None
    readings: tuple[Reading, ...]
    share: float | None
    age: int | None
    is_old: bool

    @property
    def rests_on(self) -> str:
        """What the newest number rests on."""
        return self.readings[-1].note if self.readings else ""

    @property
    def by_itself(self) -> bool:
        """Whether nobody has to type it."""
        return self.indicator is not None and self.indicator.source != Source.TYPED

    @property
    def said(self) -> str:
        """How old the number is, in words."""
        if self.age is None:
            return _("Not measured yet")
        if self.is_old:
            return ngettext("Not measured for %(n)s day", "Not measured for %(n)s days", self.age) % {"n": self.age}
        if self.age <= 0:
            return _("Measured today")
        return ngettext("Measured %(n)s day ago", "Measured %(n)s days ago", self.age) % {"n": self.age}


def living(runs: Collection[Run], today: date) -> dict[int, list[Living]]:
    """Run's key → everything it shall reach, by level, then in the order of the run. Three queries, however many runs."""
    found: dict[int, list[Living]] = {run.pk: [] for run in runs}
    by_key = {run.pk: run for run in runs}
    targets = list(Target.objects.filter(run__in=by_key).order_by("run", "place", "pk"))
    of = {one.target_id: one for one in Indicator.objects.filter(target__in=targets)}
    readings: dict[int, list[Reading]] = {}
    for reading in Reading.objects.filter(target__in=targets).order_by("measured_on", "pk"):
        readings.setdefault(reading.target_id, []).append(reading)
    for target in targets:
        running = by_key[target.run_id].state == RunState.RUNNING
        age = (today - target.now_on).days if target.now_on else None
        way = share(target.baseline, target.now_value, target.target)
        old = running and age is not None and age >= OLD
        found[target.run_id].append(Living(target, of.get(target.pk), tuple(readings.get(target.pk, ())), way, age, old))  # fmt: skip
    order = [*Level.values, ""]
    for rows in found.values():
        rows.sort(key=lambda one: order.index(one.indicator.level if one.indicator else ""))
    return found

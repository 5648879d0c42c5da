"""Indicators that nobody has to type are measured: when somebody asks for it, and every night."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import insist
from nybrott.effects import rules
from nybrott.effects.models import Indicator, Plan
from nybrott.effects.queries.sources import Found, read_sources
from nybrott.effects.states import Source
from nybrott.runs import actions as runs
from nybrott.runs.models import Reading
from nybrott.runs.states import RunState

log = logging.getLogger(__name__)

AFTER = timedelta(days=366)  # so long after a run is over its effects are still measured by night
UNCHANGED = timedelta(
    days=7
)  # what stays the same is written by night once in so many days, to show that it was looked at
NOTE = 300  # characters


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of measuring: readings written, indicators that stay as they were, and those without a value, each with why."""

    written: tuple[Indicator, ...]
    same: tuple[Indicator, ...]
    without: tuple[tuple[Indicator, str], ...]


@transaction.atomic
def measure_plan(*, actor: Actor, plan: Plan, now: datetime, unchanged: timedelta = timedelta(days=1)) -> Measured:
    """Measure everything of a plan that needs no hand, and write it to the targets it is of.

    Nothing is written for a value that was written for the same day, or less than `unchanged` ago. Each reading ends in the journal.
    """
    insist(rules.may_measure_plan(actor, plan))
    # two at once would write everything twice
    locked = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("run__organisation").get(pk=plan.pk)  # fmt: skip
    indicators = list(locked.indicators.exclude(source=Source.TYPED).select_related("target__run"))
    found = read_sources(locked, [(one.source, one.ref) for one in indicators], timezone.localdate(now))
    newest: dict[int, Reading] = {}
    for reading in Reading.objects.filter(target__indicator__in=indicators).order_by("measured_on", "pk"):
        newest[reading.target_id] = reading
    # who may measure a plan may not always type readings of the run; here nobody types anything
    writer = replace(actor, system=True)
    written, same, without = [], [], []
    for one, said in zip(indicators, found, strict=True):
        if said.value is None:
            without.append((one, said.sentence))
        elif _stands(newest.get(one.target_id), said, unchanged):
            same.append(one)
        else:
            runs.measure(actor=writer, target=one.target, value=said.value, on=said.on, note=said.sentence[:NOTE], now=now)  # fmt: skip
            written.append(one)
    return Measured(tuple(written), tuple(same), tuple(without))


def _stands(newest: Reading | None, said: Found, unchanged: timedelta) -> bool:
    """Whether the newest reading says this already: the same value, of the same day or of one not long before."""
    if newest is None or newest.value != said.value:
        return newest is not None and newest.measured_on > said.on
    return said.on - newest.measured_on < unchanged


def measure_all(*, now: datetime) -> int:
    """Measure every plan of a run that is under way, or has been over for less than a year; how many readings were written.

    A plan that cannot be measured is logged, and the others go on.
    """
    plans = Plan.objects.filter(run__state=RunState.RUNNING) | Plan.objects.filter(
        run__state=RunState.ENDED, run__ended_at__gte=now - AFTER
    )
    written = 0
    for plan in plans.select_related("run").order_by("pk"):
        actor = system("Measuring", plan.run.organisation_id)
        try:
            written += len(measure_plan(actor=actor, plan=plan, now=now, unchanged=UNCHANGED).written)
        except Exception:
            log.exception("The plan %s could not be measured.", plan.pk)
    return written

"""What a run shall reach: written, measured, taken out."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.runs import rules
from nybrott.runs.models import Reading, Run, Target


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing to reach; see `models.Target`."""

    name: str
    how: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    no_baseline: str = ""
    target: Decimal | None = None


def _hold(run: Run) -> None:
    """Until the transaction ends nobody else writes targets of the run, or settles what they are to be."""
    Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)


@transaction.atomic
def set_target(*, actor: Actor, run: Run, aim: Aim, now: datetime, target: Target | None = None) -> Target:
    """Write a target, or write it anew. What was before stands in the journal."""
    _hold(run)
    insist(rules.may_change_run(actor, run) if target is None else rules.may_change_target(actor, target))
    if target is None:
        last = run.targets.aggregate(last=Max("place"))["last"] or 0
        made = Target.objects.create(run=run, place=last + 1, **asdict(aim))
        record(actor=actor, verb="runs.target_set", thing=run, at=now, facts={"name": made.name})
        return made
    before = {"baseline_before": target.baseline, "target_before": target.target}
    for name, value in asdict(aim).items():
        setattr(target, name, value)
    target.save(update_fields=list(asdict(aim)))
    record(actor=actor, verb="runs.target_changed", thing=run, at=now, facts={"name": target.name, **before})
    return target


@transaction.atomic
def remove_target(*, actor: Actor, target: Target, now: datetime) -> None:
    """Take a target out, its readings with it."""
    _hold(target.run)
    insist(rules.may_change_target(actor, target))
    run, name = target.run, target.name
    target.delete()
    record(actor=actor, verb="runs.target_removed", thing=run, at=now, facts={"name": name})


@transaction.atomic
def measure(*, actor: Actor, target: Target, value: Decimal, on: date, note: str, now: datetime) -> Reading:
    """Write in what a target was on a day. The newest day is what it is now; older readings stay."""
    locked = Target.objects.select_for_update(of=("self",)).select_related("run").get(pk=target.pk)
    insist(rules.may_measure(actor, locked.run))
    made = Reading.objects.create(
        target=locked, value=value, measured_on=on, note=note.strip(), said_by_id=actor.user_id, said_at=now
    )
    if locked.now_on is None or on >= locked.now_on:
        locked.now_value, locked.now_on = value, on
        locked.save(update_fields=["now_value", "now_on"])
    facts = {"name": locked.name, "value": value, "day": on}
    record(actor=actor, verb="runs.measured", thing=locked.run, at=now, facts=facts)
    return made

"""Indicators: what is measured, on which level, and where its numbers come from. Each hangs on a target of the run."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.effects import rules
from nybrott.effects.actions.plans import hold
from nybrott.effects.models import Indicator, Plan, Question
from nybrott.effects.states import Level, Source
from nybrott.journal.actions import record
from nybrott.runs import actions as runs
from nybrott.runs.actions import Aim
from nybrott.runs.models import Target


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator is measured; see `models.Indicator`. The target itself is said as `runs.actions.Aim`."""

    level: str
    source: str = Source.TYPED
    ref: str = ""
    grows: bool = True
    theory: str = ""
    question: Question | None = None


def _writer(actor: Actor) -> Actor:
    """Targets are the run's, and are changed by those who lead it; here the plan's own rule was asked, of evaluators too."""
    return replace(actor, system=True)


@transaction.atomic
def set_indicator(
    *, actor: Actor, plan: Plan, aim: Aim, measure: Measure, now: datetime, indicator: Indicator | None = None
) -> Indicator:
    """Put an indicator in the plan with its target in the run, or write both anew. Raises `ValueError` for what is no level or source."""
    held = hold(plan)
    insist(rules.may_add_indicator(actor, held) if indicator is None else rules.may_write_plan(actor, held))
    said = asdict(replace(measure, question=None)) | {"question": measure.question}
    said |= {"level": Level(measure.level), "source": Source(measure.source)}
    if indicator is None:
        target = runs.set_target(actor=_writer(actor), run=held.run, aim=aim, now=now)
        made = Indicator.objects.create(plan=held, target=target, **said)
        record(actor=actor, verb="effects.indicator_added", thing=held, at=now, facts={"name": target.name})
        _measured_again(held, made.level)
        return made
    runs.set_target(actor=_writer(actor), run=held.run, aim=aim, now=now, target=indicator.target)
    for name, value in said.items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(said))
    record(actor=actor, verb="effects.indicator_changed", thing=held, at=now, facts={"name": aim.name})
    _measured_again(held, indicator.level)
    return indicator


@transaction.atomic
def take_in(*, actor: Actor, plan: Plan, target: Target, level: str, now: datetime) -> Indicator:
    """Make an indicator of a target the run has already; it is written in by hand until somebody says otherwise."""
    held = hold(plan)
    insist(rules.may_take_in(actor, held, target))
    grows = target.baseline is None or target.target is None or target.target >= target.baseline
    made = Indicator.objects.create(plan=held, target=target, level=Level(level), grows=grows)
    record(actor=actor, verb="effects.indicator_added", thing=held, at=now, facts={"name": target.name})
    _measured_again(held, made.level)
    return made


@transaction.atomic
def take_out(*, actor: Actor, indicator: Indicator, now: datetime) -> None:
    """Take an indicator out of the plan. The target stays with the run, with all that was read of it."""
    held = hold(indicator.plan)
    insist(rules.may_write_plan(actor, held))
    name = indicator.target.name
    indicator.delete()
    record(actor=actor, verb="effects.indicator_removed", thing=held, at=now, facts={"name": name})


def _measured_again(plan: Plan, level: str) -> None:
    """Where something is measured, a reason why nothing is falls away."""
    if level in plan.left_out:
        plan.left_out = {each: why for each, why in plan.left_out.items() if each != level}
        plan.save(update_fields=["left_out"])

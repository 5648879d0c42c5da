"""An evaluation plan is begun."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.effects import rules
from nybrott.effects.models import Plan
from nybrott.journal.actions import record
from nybrott.runs.models import Run


@transaction.atomic
def begin_plan(*, actor: Actor, run: Run, now: datetime) -> Plan:
    """Begin the evaluation plan of a run. Two at once: the later one is told that there is one."""
    locked = Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
    insist(rules.may_begin_plan(actor, locked))
    made = Plan.objects.create(run=locked, with_units=locked.compared.exists(), made_at=now, made_by_id=actor.user_id)
    record(actor=actor, verb="effects.plan_begun", thing=made, at=now)
    return made

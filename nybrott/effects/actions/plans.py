"""An evaluation plan is begun, says who evaluates, who decides and what it is compared with; it is settled, and opened again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.effects import queries, rules
from nybrott.effects.models import Plan, Snapshot
from nybrott.effects.states import PLAN, Level
from nybrott.journal.actions import record
from nybrott.people.models import User
from nybrott.runs.models import Run


@dataclass(frozen=True, slots=True)
class Said:
    """Who evaluates (`no_distance`: why that is somebody who leads runs), who decides what, and by when."""

    evaluator: User | None = None
    no_distance: str = ""
    decides: User | None = None
    decides_what: str = ""
    decides_on: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What it is compared with, besides other organisations; see `models.Plan`."""

    own_years: int = 0
    with_units: bool = False
    not_compared: str = ""
    period: int = 3


def hold(plan: Plan) -> Plan:
    """The plan as it is, held until the transaction ends; the run first, since its targets are held by it too."""
    Run.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.run_id)
    held = Plan.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("run__organisation", "run__package").get(pk=plan.pk)


@transaction.atomic
def begin_plan(*, actor: Actor, run: Run, now: datetime) -> Plan:
    """Begin the evaluation plan of a run. Two at once: the later one is told that there is one."""
    locked = Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
    insist(rules.may_begin_plan(actor, locked))
    made = Plan.objects.create(run=locked, with_units=locked.compared.exists(), made_at=now, made_by_id=actor.user_id)
    record(actor=actor, verb="effects.plan_begun", thing=made, at=now)
    return made


@transaction.atomic
def say_who(*, actor: Actor, plan: Plan, said: Said, now: datetime) -> None:
    """Say who evaluates, and who decides what by when."""
    held = hold(plan)
    insist(rules.may_write_plan(actor, held))
    held.evaluator, held.no_distance, held.decides = said.evaluator, said.no_distance.strip(), said.decides
    held.decides_what, held.decides_on = said.decides_what.strip(), said.decides_on
    held.save(update_fields=["evaluator", "no_distance", "decides", "decides_what", "decides_on"])
    facts = {"evaluator": str(said.evaluator or ""), "decides": str(said.decides or "")}
    record(actor=actor, verb="effects.people_said", thing=held, at=now, facts=facts)


@transaction.atomic
def compare(*, actor: Actor, plan: Plan, said: Compared, now: datetime) -> None:
    """Say what it is compared with, or why with nothing."""
    held = hold(plan)
    insist(rules.may_write_plan(actor, held))
    held.own_years, held.with_units, held.period = said.own_years, said.with_units, said.period
    held.not_compared = said.not_compared.strip()
    held.save(update_fields=["own_years", "with_units", "period", "not_compared"])
    record(actor=actor, verb="effects.comparison_said", thing=held, at=now)


@transaction.atomic
def compare_with(*, actor: Actor, plan: Plan, number: str, name: str, now: datetime) -> None:
    """Put an organisation beside the run's own. A reason why nothing was compared falls away."""
    held = hold(plan)
    insist(rules.may_compare_with(actor, held, number))
    held.others, held.not_compared = [*held.others, number], ""
    held.save(update_fields=["others", "not_compared"])
    record(actor=actor, verb="effects.other_put_in", thing=held, at=now, facts={"name": name, "number": number})


@transaction.atomic
def compare_no_more(*, actor: Actor, plan: Plan, number: str, name: str, now: datetime) -> None:
    """Take an organisation out again; one that is not there is out already."""
    held = hold(plan)
    insist(rules.may_write_plan(actor, held))
    if number not in held.others:
        return
    held.others = [one for one in held.others if one != number]
    held.save(update_fields=["others"])
    record(actor=actor, verb="effects.other_taken_out", thing=held, at=now, facts={"name": name, "number": number})


@transaction.atomic
def leave_out(*, actor: Actor, plan: Plan, reasons: Mapping[str, str], now: datetime) -> None:
    """Say of levels why nothing is measured on them. An empty reason takes it back. Raises `ValueError` for what is no level."""
    held = hold(plan)
    insist(rules.may_write_plan(actor, held))
    said = {str(Level(level)): why.strip() for level, why in reasons.items()}
    held.left_out = {level: why for level, why in {**held.left_out, **said}.items() if why}
    held.save(update_fields=["left_out"])
    record(actor=actor, verb="effects.left_out", thing=held, at=now)


@transaction.atomic
def settle_plan(*, actor: Actor, plan: Plan, now: datetime) -> Snapshot:
    """Settle it: from now on its indicators stay, and what everything was before is frozen. Raises `Refused` with all that is missing."""
    held = hold(plan)
    insist(rules.may_settle(actor, held, [one.says for one in queries.missing(held)]))
    held.state, held.settled_at, held.settled_by_id = PLAN.after("settle", held.state), now, actor.user_id
    held.save(update_fields=["state", "settled_at", "settled_by"])
    content = queries.content_of(held)
    frozen = Snapshot.objects.create(
        plan=held, taken_at=now, taken_by_id=actor.user_id, content=content, digest=queries.digest_of(content)
    )
    record(actor=actor, verb="effects.plan_settled", thing=held, at=now, facts={"digest": frozen.digest})
    return frozen


@transaction.atomic
def reopen_plan(*, actor: Actor, plan: Plan, reason: str, now: datetime) -> None:
    """Open a settled plan again, with the reason on its page. What was frozen stays as it was frozen."""
    held = hold(plan)
    insist(rules.may_reopen(actor, held))
    held.state, held.reopen_reason = PLAN.after("reopen", held.state), reason.strip()[:500]
    held.save(update_fields=["state", "reopen_reason"])
    record(actor=actor, verb="effects.plan_reopened", thing=held, at=now, facts={"reason": held.reopen_reason})

"""Planning a run and moving it on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people.models import Network, Unit
from nybrott.programmes.models import Package
from nybrott.runs import rules
from nybrott.runs.models import Run, Target
from nybrott.runs.queries import gate
from nybrott.runs.states import PART, RUN, PartState

OPEN_PARTS = (PartState.INVITED, PartState.ASKED, PartState.WAITING, PartState.IN)


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run is to be. `hours`: "driver", "mentor" and "lead" → whole hours each. The call is said when it is opened, and
    may be said here before that. `no_compared`: why there are no units to compare with."""

    title: str
    begins_on: date
    ends_on: date
    goal: str = ""
    call: str = ""
    sign_up_until: date | None = None
    places: int | None = None
    hours: dict[str, int] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    compared: tuple[Unit, ...] = ()
    no_compared: str = ""


@transaction.atomic
def plan_run(
    *,
    actor: Actor,
    package: Package,
    plan: RunPlan,
    now: datetime,
    network: Network | None = None,
    targets: Sequence[tuple[str, str, str]] = (),
) -> Run:
    """Plan a run of a package, for the own organisation or for a network it keeps. `targets`: (name, how, unit) to begin with."""
    insist(rules.may_plan_run(actor, network))
    made = Run.objects.create(
        organisation_id=actor.organisation_id or 0, network=network, package=package, planned_by_id=actor.user_id,
        planned_at=now, title=plan.title.strip(), begins_on=plan.begins_on, ends_on=plan.ends_on, goal=plan.goal.strip(),
        call=plan.call.strip(), sign_up_until=plan.sign_up_until, places=plan.places, hours=plan.hours, no_compared=plan.no_compared.strip(),
    )  # fmt: skip
    made.units.set(plan.units)
    made.compared.set(plan.compared)
    Target.objects.bulk_create(
        Target(run=made, place=place, name=name[:300], how=how[:1_000], unit=unit[:60])
        for place, (name, how, unit) in enumerate(targets, 1)
    )
    record(actor=actor, verb="runs.planned", thing=made, at=now)
    return made


def _held(run: Run) -> Run:
    return Run.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)


@transaction.atomic
def change_run(*, actor: Actor, run: Run, plan: RunPlan, now: datetime) -> None:
    """Change what a run is to be. The call, its deadline and the places are changed where the call is."""
    locked = _held(run)
    insist(rules.may_change_run(actor, locked))
    locked.title, locked.goal, locked.hours = plan.title.strip(), plan.goal.strip(), plan.hours
    locked.begins_on, locked.ends_on, locked.no_compared = plan.begins_on, plan.ends_on, plan.no_compared.strip()
    locked.save(update_fields=["title", "goal", "hours", "begins_on", "ends_on", "no_compared"])
    locked.units.set(plan.units)
    locked.compared.set(plan.compared)
    record(actor=actor, verb="runs.changed", thing=locked, at=now)


@transaction.atomic
def begin_run(*, actor: Actor, run: Run, reason: str, now: datetime) -> Run:
    """Let it begin. Raises `Refused` while the start gate misses something, unless a reason for going on without is given;
    the reason is shown on the run's page."""
    locked = _held(run)
    missing = [check.name for check in gate(actor, locked) if not check.passed]
    insist(rules.may_begin_run(actor, locked, missing, reason))
    locked.state, locked.began_at = RUN.after("begin", locked.state), now
    locked.gate_reason = reason.strip()[:1_000] if missing else ""
    locked.save(update_fields=["state", "began_at", "gate_reason"])
    if missing:
        facts = {"missing": ", ".join(missing), "reason": locked.gate_reason}
        record(actor=actor, verb="runs.began_without", thing=locked, at=now, facts=facts)
    else:
        record(actor=actor, verb="runs.began", thing=locked, at=now)
    return locked


@transaction.atomic
def end_run(*, actor: Actor, run: Run, now: datetime) -> int:
    """End it; those who take part have completed it. Gives how many."""
    locked = _held(run)
    insist(rules.may_step(actor, locked, "end"))
    locked.state, locked.ended_at = RUN.after("end", locked.state), now
    locked.save(update_fields=["state", "ended_at"])
    done = locked.parts.filter(state=PartState.IN).update(state=PART.after("complete", "in"), ended_at=now)
    locked.parts.filter(ended_at=None).update(
        ended_at=now
    )  # those who never came in: what is kept of them goes in time too
    record(actor=actor, verb="runs.ended", thing=locked, at=now, facts={"count": done})
    return done


@transaction.atomic
def call_off_run(*, actor: Actor, run: Run, reason: str, now: datetime) -> None:
    """Call it off, with a reason all who see the run can read."""
    locked = _held(run)
    insist(rules.may_step(actor, locked, "call_off"))
    locked.state, locked.reason = RUN.after("call_off", locked.state), reason.strip()
    locked.save(update_fields=["state", "reason"])
    locked.parts.filter(ended_at=None).update(ended_at=now)
    record(actor=actor, verb="runs.called_off", thing=locked, at=now, facts={"reason": locked.reason})


@transaction.atomic
def plan_run_again(*, actor: Actor, run: Run, now: datetime) -> None:
    """Take one that was called off up again."""
    locked = _held(run)
    insist(rules.may_step(actor, locked, "plan_again"))
    locked.state, locked.reason = RUN.after("plan_again", locked.state), ""
    locked.save(update_fields=["state", "reason"])
    locked.parts.filter(state__in=OPEN_PARTS).update(ended_at=None)
    record(actor=actor, verb="runs.planned_again", thing=locked, at=now)

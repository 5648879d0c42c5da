"""Planning a run and moving it on."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people.models import Network, Unit
from nybrott.programmes.models import Package
from nybrott.runs import rules
from nybrott.runs.models import Run


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run is to be. `hours`: "driver", "mentor" and "lead" → whole hours each."""

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


@transaction.atomic
def plan_run(*, actor: Actor, package: Package, plan: RunPlan, now: datetime, network: Network | None = None) -> Run:
    """Plan a run of a package, for the own organisation or for a network it keeps."""
    insist(rules.may_plan_run(actor, network))
    made = Run.objects.create(
        organisation_id=actor.organisation_id or 0, network=network, package=package, planned_by_id=actor.user_id,
        planned_at=now, title=plan.title.strip(), begins_on=plan.begins_on, ends_on=plan.ends_on, goal=plan.goal.strip(),
        call=plan.call.strip(), sign_up_until=plan.sign_up_until, places=plan.places, hours=plan.hours,
    )  # fmt: skip
    made.units.set(plan.units)
    made.compared.set(plan.compared)
    record(actor=actor, verb="runs.planned", thing=made, at=now)
    return made

"""Evaluation plans, for tests."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.effects import actions
from nybrott.effects.actions import Measure, Said
from nybrott.effects.models import Indicator, Plan, Snapshot
from nybrott.effects.states import Level
from nybrott.people.models import User
from nybrott.people.tests.factories import a_member, an_actor
from nybrott.runs.actions import Aim
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_day


def an_evaluator(run: Run) -> Actor:
    """Somebody who evaluates in the organisation that keeps a run, and leads no runs."""
    return an_actor(run.organisation, "evaluator")


def a_plan(run: Run, *, actor: Actor | None = None) -> Plan:
    """The plan of a run, just begun."""
    return actions.begin_plan(actor=actor or an_evaluator(run), run=run, now=timezone.now())


def an_indicator(
    plan: Plan, name: str = "Spør brukere først", /, *, actor: Actor | None = None, **more: object
) -> Indicator:
    """A whole indicator on behaviour: 2 before, 8 to reach. `more` are fields of it or of its target."""
    aim = {"unit": "enheter", "baseline": Decimal(2), "baseline_on": a_day(-30), "target": Decimal(8)}
    measure: dict[str, object] = {"level": Level.BEHAVIOUR}
    aim |= {key: value for key, value in more.items() if key in Aim.__slots__}  # type: ignore[misc]
    measure |= {key: value for key, value in more.items() if key in Measure.__slots__}
    return actions.set_indicator(
        actor=actor or an_evaluator(plan.run), plan=plan, aim=Aim(name, **aim), measure=Measure(**measure), now=timezone.now()  # type: ignore[arg-type]
    )  # fmt: skip


def a_whole_plan(run: Run, *, evaluator: User | None = None) -> Plan:
    """A plan that lacks nothing: a question, one indicator, reasons for the other levels, nothing compared and why, and people."""
    evaluator = evaluator or a_member(run.organisation, "evaluator")
    actor, now = an_evaluator(run), timezone.now()
    plan = a_plan(run, actor=actor)
    actions.add_question(actor=actor, plan=plan, text="Spør flere enheter brukere først?", now=now)
    an_indicator(plan, actor=actor)
    others = {level: "Tas neste gang." for level in Level if level != Level.BEHAVIOUR}
    actions.leave_out(actor=actor, plan=plan, reasons=others, now=now)
    actions.compare(actor=actor, plan=plan, said=actions.Compared(not_compared="Alle enheter er med."), now=now)
    decides = a_member(run.organisation, "leader")
    said = Said(evaluator, "", decides, "Om programmet går videre", run.ends_on + timedelta(days=30))
    actions.say_who(actor=actor, plan=plan, said=said, now=now)
    plan.refresh_from_db()
    return plan


def a_settled_plan(run: Run) -> Plan:
    """A plan that lacks nothing, settled."""
    plan = a_whole_plan(run)
    actions.settle_plan(actor=an_evaluator(run), plan=plan, now=timezone.now())
    plan.refresh_from_db()
    return plan


def a_snapshot(run: Run) -> Snapshot:
    """What was frozen when the plan of a run was settled."""
    return a_settled_plan(run).snapshots.get()

"""Plans with reports, for tests."""

from django.utils import timezone

from nybrott.effects.models import Decision, Lesson, Plan, Report
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.reports import actions
from nybrott.reports.actions import Said
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import under_way


def a_settled_plan(place: Organisation, run: Run | None = None) -> Plan:
    """The settled plan of a run that has begun, of its own unless one is given."""
    now = timezone.now()
    return Plan.objects.create(run=run or under_way(place), state="settled", made_at=now, settled_at=now)


def a_report(plan: Plan, **more: object) -> Report:
    """The next report of a plan, as it lies in the tables."""
    said = {"number": plan.reports.count() + 1, "made_at": timezone.now(), "content": {}, "digest": "0" * 64} | more
    return Report.objects.create(plan=plan, **said)


def said(**more: object) -> Said:
    """What a decision says: adapt, today."""
    words = {
        "course": "adapt",
        "reasons": "Halvparten kom ikke tilbake.",
        "decided_on": timezone.localdate(),
        "decided_by": "Ledergruppen",
    } | more
    return Said(**words)  # type: ignore[arg-type]


def a_decision(plan: Plan, **more: object) -> Decision:
    """What an administrator wrote in on the basis of the newest report."""
    actor = an_actor(plan.run.organisation, "admin")
    return actions.decide(actor=actor, plan=plan, said=said(**more), now=timezone.now())


def a_lesson(decision: Decision, *, place: str = "activities/talk", text: str = "Fire samtaler er for lite.") -> Lesson:
    """A lesson, on the talks unless said otherwise."""
    actor = an_actor(decision.plan.run.organisation, "evaluator")
    return actions.write_lesson(actor=actor, decision=decision, place=place, text=text, now=timezone.now())

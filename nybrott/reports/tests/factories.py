"""Plans with reports, for tests."""

from decimal import Decimal

from django.utils import timezone

from nybrott.effects.models import Claim, Cost, Decision, Evidence, Indicator, Lesson, Plan, Question, Report
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.reports import actions
from nybrott.reports.actions import Said
from nybrott.runs import actions as runs
from nybrott.runs.models import Run
from nybrott.runs.tests.factories import a_target, under_way


def a_settled_plan(place: Organisation, run: Run | None = None) -> Plan:
    """The settled plan of a run that has begun, of its own unless one is given."""
    now = timezone.now()
    return Plan.objects.create(run=run or under_way(place), state="settled", made_at=now, settled_at=now)


def a_report(plan: Plan, **more: object) -> Report:
    """The next report of a plan, as it lies in the tables."""
    said = {"number": plan.reports.count() + 1, "made_at": timezone.now(), "content": {}, "digest": "0" * 64} | more
    return Report.objects.create(plan=plan, **said)


def a_full_plan(place: Organisation) -> Plan:
    """A settled plan with indicators, one of them measured, a story everybody may read, a claim and a cost."""
    plan = a_settled_plan(place)
    now = timezone.now()
    for level, name in (("results", "Verifiserte behov"), ("learning", "Metoder i bruk")):
        Indicator.objects.create(plan=plan, target=a_target(plan.run, name), level=level)
    first = plan.indicators.earliest("pk").target
    lead = an_actor(place, "lead")
    runs.measure(actor=lead, target=first, value=Decimal(5), on=timezone.localdate(), note="Talt", now=now)
    Question.objects.create(plan=plan, place=1, text="Fikk vi flere verifiserte behov?")
    claim = Claim.objects.create(
        plan=plan, place=1, text="Behovene ble verifisert fordi pådrivere var med", made_at=now
    )
    Evidence.objects.create(claim=claim, side="for", kind="typed", text="Tre ledere sier det.", put_in_at=now)
    Cost.objects.create(plan=plan, what="Lokale", amount=1_250_000)
    return plan


def a_made_report(plan: Plan, **more: str) -> Report:
    """A report as an evaluator makes it."""
    words = {
        "plain": "Fem behov er verifisert.\n\nVi anbefaler å gå videre.",
        "unknown": "Vi vet ikke hva de andre mener.",
    } | more
    return actions.make_report(
        actor=an_actor(plan.run.organisation, "evaluator"), plan=plan, now=timezone.now(), **words
    )


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

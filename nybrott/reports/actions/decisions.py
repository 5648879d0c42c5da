"""What is decided on the basis of a report, and how a decision becomes a version of the programme."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Decision, Plan, Report
from nybrott.effects.states import Course
from nybrott.journal.actions import record
from nybrott.programmes.actions import release_version, take_over
from nybrott.programmes.models import Package, Programme
from nybrott.reports import letters, queries, rules


@dataclass(frozen=True, slots=True)
class Said:
    """What a decision says: `course` is one of `Course`, `decided_by` who decided, in words."""

    course: str
    reasons: str
    decided_on: date
    decided_by: str


def _plan_held(plan: Plan) -> Plan:
    """The plan, locked: of two who decide at once, the later one sees the decision of the first."""
    found = Plan.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("run__organisation", "run__package__programme", "run__planned_by", "evaluator", "decides").get(pk=plan.pk)  # fmt: skip


def held(decision: Decision) -> Decision:
    """A decision, locked, with all it hangs on."""
    return Decision.objects.select_for_update(of=("self",), no_key=True).select_related(*queries.FULL).get(pk=decision.pk)  # fmt: skip


def _check(said: Said, report: Report, now: datetime) -> None:
    if said.course not in Course.values:
        raise Refused(_("Choose whether to continue, adapt or stop."))
    if not said.reasons.strip() or not said.decided_by.strip():
        raise Refused(_("Say why it is decided, and who decided."))
    if said.decided_on < timezone.localdate(report.made_at):
        raise Refused(
            _("The report was made after that day. A decision on the basis of it cannot be older than it is.")
        )
    if said.decided_on > timezone.localdate(now):
        raise Refused(_("That day is still to come. Record the decision once it is made."))


@transaction.atomic
def decide(*, actor: Actor, plan: Plan, said: Said, now: datetime) -> Decision:
    """Write in what was decided on the basis of the newest report: once. Those who took part, planned and evaluated are told."""
    plan = _plan_held(plan)
    report = Report.objects.filter(plan=plan).order_by("-number").first()
    insist(rules.may_decide(actor, plan, report, Decision.objects.filter(plan=plan).first()))
    if report is None:
        raise ValueError("the rule lets nobody decide without a report")
    _check(said, report, now)
    made = Decision.objects.create(
        plan=plan, report=report, course=said.course, reasons=said.reasons.strip(), decided_on=said.decided_on, decided_by=said.decided_by.strip(),
        said_at=now, said_by_id=actor.user_id, programme=queries.programme_to_change(plan),
    )  # fmt: skip
    told = letters.decided(made, queries.told_people(plan, actor.user_id))
    record(actor=actor, verb="reports.decided", thing=made, at=now, facts={"name": plan.run.title}, letters=told)
    return made


@transaction.atomic
def correct_decision(*, actor: Actor, decision: Decision, said: Said, why: str, now: datetime) -> Decision:
    """Correct a decision, with why. When another course is taken, all are told again."""
    plan = _plan_held(decision.plan)
    one = held(decision)
    insist(rules.may_correct(actor, one))
    if not why.strip():
        raise Refused(_("Say why the decision is corrected."))
    _check(said, one.report, now)
    before = str(one.get_course_display())
    turned = one.course != said.course
    one.course, one.reasons, one.decided_on, one.decided_by = (
        said.course,
        said.reasons.strip(),
        said.decided_on,
        said.decided_by.strip(),
    )
    one.corrected, one.said_at, one.said_by_id = why.strip(), now, actor.user_id
    one.save(update_fields=["course", "reasons", "decided_on", "decided_by", "corrected", "said_at", "said_by"])
    told = letters.decided(one, queries.told_people(plan, actor.user_id)) if turned else []
    facts = {"name": plan.run.title, "before": before, "after": str(one.get_course_display()), "reason": one.corrected}
    record(actor=actor, verb="reports.decision_corrected", thing=one, at=now, facts=facts, letters=told)
    return one


@transaction.atomic
def open_programme(*, actor: Actor, decision: Decision, now: datetime) -> Programme:
    """Make the programme of the run the organisation's own, so that it can be changed: its own copy when it has one, or else a new
    one. Where it came from stays known."""
    one = held(decision)
    insist(rules.may_open_programme(actor, one))
    run = one.plan.run
    found = queries.programme_to_change(one.plan)
    one.programme = found or take_over(actor=actor, organisation=run.organisation, package=run.package, now=now)
    one.save(update_fields=["programme"])
    record(actor=actor, verb="reports.programme_opened", thing=one, at=now, facts={"name": str(one.programme)})
    return one.programme


@transaction.atomic
def carry_out(*, actor: Actor, decision: Decision, note: str, now: datetime) -> Package:
    """Release the version that comes of a decision, signed, with the reasons in its note and the lessons in it. `note` says what
    changed. To continue or stop, only the lessons are new: nothing else may have been changed since the last version."""
    one = held(decision)
    lessons = list(one.lessons.select_for_update(of=("self",)))
    insist(rules.may_carry_out(actor, one, lessons))
    programme = one.programme
    if programme is None:
        raise ValueError("the rule lets nobody release what is not open")
    last = programme.packages.order_by("-version").first()
    if one.course != Course.ADAPT and programme.content != (last.content if last else programme.base):
        raise Refused(
            _("Something in the programme is changed and not released. Release that first, or adapt the programme.")
        )
    told = queries.as_told(one, [row.lesson for row in queries.lessons_of(one, "nb", lessons)])
    if telling := queries.telling_texts(told):
        named = Truncator(telling[0]).chars(80)
        raise Refused(_("A number or an address in “%(text)s” reveals who someone is. Take it out: the package can go to anyone, and is never changed.") % {"text": named})  # fmt: skip
    said = "\n\n".join(part for part in (one.reasons, note.strip()) if part)
    one.package = release_version(actor=actor, programme=programme, note=said, now=now, learnt=[told])
    one.save(update_fields=["package"])
    facts = {"name": one.plan.run.title, "version": one.package.version}
    record(actor=actor, verb="reports.carried_out", thing=one, at=now, facts=facts)
    return one.package

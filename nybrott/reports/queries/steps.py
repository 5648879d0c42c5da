"""What comes next on the way from a report to a decision and a version of the programme."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.effects.models import Decision, Plan, Report
from nybrott.effects.states import Course
from nybrott.reports import rules
from nybrott.reports.queries.decisions import LessonRow
from nybrott.ui.formats import day_year
from nybrott.ui.thread import NextStep


def next_step(
    actor: Actor, plan: Plan, decision: Decision | None, report: Report | None, lessons: Sequence[LessonRow]
) -> NextStep | None:
    """What comes next, and who can take it; None once a version has come of the decision."""
    if decision is None:
        return _towards_a_decision(actor, plan, report)
    if decision.package is not None:
        return None
    may = rules.may_carry_out(actor, decision, [row.lesson for row in lessons])
    if may:
        return NextStep(_("Everything is in place."), _("Release the version"), url=_at("release", plan))
    return _towards_a_version(actor, decision, lessons) or NextStep(
        _("The version is not released."), _("Release the version"), reason=may.reason
    )


def _at(name: str, plan: Plan) -> str:
    return reverse(f"reports:{name}", args=[plan.run_id])


def _towards_a_decision(actor: Actor, plan: Plan, report: Report | None) -> NextStep:
    if report is None:
        return NextStep(
            _("There is no report yet. A decision must be based on one."), _("Make a report"), url=_at("reports", plan)
        )
    may = rules.may_decide(actor, plan, report, None)
    who = plan.decides.name if plan.decides else _("An administrator of the organisation")
    due = _("by %(day)s") % {"day": day_year(plan.decides_on)} if plan.decides_on else ""
    state = _("Report %(n)s is made. Nothing is decided.") % {"n": report.number}
    return NextStep(state, _("Record what is decided"), who, _at("decide", plan) if may else "", may.reason, due)


def _towards_a_version(actor: Actor, decision: Decision, lessons: Sequence[LessonRow]) -> NextStep | None:
    """What is missing of what a version needs; None when it is only somebody who may release it."""
    write = rules.may_write_lesson(actor, decision)
    if not lessons:
        address = _at("lesson_new", decision.plan) if write else ""
        return NextStep(
            _("Nothing that was learnt has been written down."), _("Write a lesson"), url=address, reason=write.reason
        )
    if decision.programme is None:
        opens = rules.may_open_programme(actor, decision)
        address = f"{_at('decision', decision.plan)}#programme" if opens else ""
        return NextStep(
            _("The programme belongs to someone else."), _("Make it ours to change"), url=address, reason=opens.reason
        )
    waiting = next((row.lesson for row in lessons if not row.lesson.settled), None)
    if waiting is None or decision.course != Course.ADAPT:
        return None
    address = reverse("reports:settle", args=[waiting.pk]) if write else ""
    return NextStep(
        _("A lesson is waiting: no one has said what was done with it."),
        _("Say what was done"),
        url=address,
        reason=write.reason,
    )

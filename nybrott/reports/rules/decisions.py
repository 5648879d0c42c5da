"""Who may say what held, decide on the basis of a report, write lessons, and carry a decision out."""

from collections.abc import Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.effects.models import Decision, Lesson, Plan, Report
from nybrott.effects.rules import may_type
from nybrott.effects.states import Course
from nybrott.programmes.rules import may_begin_programme
from nybrott.reports.rules.reports import may_evaluate
from nybrott.runs.states import RunState

NOT_BEGUN = (RunState.PLANNED, RunState.RECRUITING)


def may_note_theory(actor: Actor, plan: Plan) -> Verdict:
    """Say what of the programme theory held: those who evaluate, once the run has begun."""
    allowed = may_evaluate(actor, plan)
    if allowed and plan.run.state in NOT_BEGUN:
        return no(_("The run has not begun. What held can be said once there is something to see."))
    return allowed


def _decides(actor: Actor, plan: Plan) -> Verdict:
    """The one the plan names, or an administrator of the organisation; never its evaluator."""
    if actor.system:
        return YES
    if actor.user_id is None or actor.organisation_id != plan.organisation_id:
        return no(_("Another organisation decides about this run."))
    if actor.user_id == plan.evaluator_id:
        return no(_("The person who evaluates does not decide. Ask the one named in the evaluation plan."))
    if actor.user_id == plan.decides_id or actor.may("organisation.manage"):
        return YES
    if plan.decides is not None:
        return no(_("The evaluation plan says that %(name)s decides.") % {"name": plan.decides.name})
    return no(_("The evaluation plan does not name anyone to decide. An administrator in the organisation can do it."))


def may_decide(actor: Actor, plan: Plan, report: Report | None, decision: Decision | None) -> Verdict:
    """Decide on the basis of `report`, the newest; once. `decision`: the one that stands, if any."""
    allowed = _decides(actor, plan)
    if allowed and report is None:
        return no(_("There is no report yet. A decision must be based on one."))
    if allowed and decision is not None:
        return no(_("It has already been decided. The decision can be corrected, with a reason."))
    return allowed


def may_correct(actor: Actor, decision: Decision) -> Verdict:
    """Correct a decision, until a version of the programme has come of it."""
    allowed = _decides(actor, decision.plan)
    if allowed and decision.package is not None:
        return no(_released(decision))
    return allowed


def _released(decision: Decision) -> str:
    version = decision.package.version if decision.package else 0
    return _("Version %(version)s of the programme has come of it. It stays as it was.") % {"version": version}


def may_write_lesson(actor: Actor, decision: Decision) -> Verdict:
    """Write what was learnt and what was done with it: evaluators, those who lead the run, and who decides."""
    allowed = may_type(actor, decision.plan.run)
    if not allowed and not _decides(actor, decision.plan):
        return no(_("Only evaluators, those who lead the run and the one who decides can write lessons."))
    if decision.package is not None:
        return no(_released(decision))
    return YES


def may_open_programme(actor: Actor, decision: Decision) -> Verdict:
    """Make the programme of the run the organisation's own to change, when it is somebody else's."""
    if not actor.system and actor.organisation_id != decision.organisation_id:
        return no(_("Another organisation decides about this run."))
    allowed = YES if actor.system else may_begin_programme(actor)
    if allowed and decision.package is not None:
        return no(_released(decision))
    if allowed and decision.programme is not None:
        return no(_("The programme is already open."))
    return allowed


def may_carry_out(actor: Actor, decision: Decision, lessons: Sequence[Lesson]) -> Verdict:
    """Release the version that comes of a decision. `lessons`: all of it; when adapting, something was done with each."""
    if not actor.system and actor.organisation_id != decision.organisation_id:
        return no(_("Another organisation decides about this run."))
    allowed = YES if actor.system else may_begin_programme(actor)
    if allowed and decision.package is not None:
        return no(_released(decision))
    if allowed and decision.programme is None:
        return no(_("Open the programme first."))
    return _settled(lessons) if allowed and decision.course == Course.ADAPT else allowed


def _settled(lessons: Sequence[Lesson]) -> Verdict:
    """Whether something was learnt, and something done with each of it."""
    if not lessons:
        return no(_("Write what was learnt first."))
    unsettled = [one for one in lessons if not one.settled]
    if unsettled:
        named = ", ".join(_("“%(text)s”") % {"text": Truncator(one.text).chars(80)} for one in unsettled)
        return no(_("First say what was done with %(lessons)s.") % {"lessons": named})
    return YES

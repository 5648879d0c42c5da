"""Who may plan a gathering, lead it, come to it, and decide in it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.gatherings.models import Attendance, Decision, Gathering
from nybrott.gatherings.states import GATHERING, GatheringState
from nybrott.runs.models import Run
from nybrott.runs.rules import may_run
from nybrott.runs.states import RunState

BEFORE, AFTER = timedelta(minutes=30), timedelta(hours=2)  # around a gathering, while one can say that one is there
OPEN = (GatheringState.PLANNED, GatheringState.LIVE)


def may_gather(actor: Actor, run: Run) -> Verdict:
    """Plan a gathering: those who lead the run, unless it was called off."""
    allowed = may_run(actor, run)
    if allowed and run.state == RunState.CALLED_OFF:
        return no(_("The run is called off."))
    return allowed


def may_lead(actor: Actor, gathering: Gathering) -> Verdict:
    """Lead a gathering: those who lead the run."""
    return may_run(actor, gathering.run)


def may_step(actor: Actor, gathering: Gathering, verb: str) -> Verdict:
    """One of the steps of `states.GATHERING`."""
    allowed = may_lead(actor, gathering)
    if allowed and verb not in GATHERING.open_steps(gathering.state):
        said = {"state": GatheringState(gathering.state).label.lower()}
        return no(_("This is not possible while the gathering is “%(state)s”.") % said)
    return allowed


def may_change_plan(actor: Actor, gathering: Gathering) -> Verdict:
    """Change when and where, and ask people, until it is over."""
    allowed = may_lead(actor, gathering)
    if allowed and gathering.state not in OPEN:
        return no(_("The gathering is over or called off. Its plan stays as it was."))
    return allowed


def may_answer(actor: Actor, attendance: Attendance) -> Verdict:
    """Say whether one comes: the one who was asked, until it is over."""
    if actor.user_id is None or attendance.part.user_id != actor.user_id:
        return no(_("Only the person who was asked can answer."))
    if attendance.gathering.state not in OPEN:
        return no(_("The gathering is over or called off."))
    return YES


def may_check_in(actor: Actor, attendance: Attendance, now: datetime) -> Verdict:
    """Say that one is there: from half an hour before it begins to two hours after it ends."""
    if actor.user_id is None or attendance.part.user_id != actor.user_id:
        return no(_("Only the person who was asked can say this."))
    gathering = attendance.gathering
    if gathering.state == GatheringState.CALLED_OFF:
        return no(_("The gathering is called off."))
    if gathering.state != GatheringState.LIVE and not (
        gathering.starts_at - BEFORE <= now <= gathering.ends_at + AFTER
    ):
        return no(_("You can say that you are there from half an hour before it begins until two hours after it ends."))
    return YES


def may_tick(actor: Actor, gathering: Gathering, now: datetime) -> Verdict:
    """Tick who was there: those who lead it, from half an hour before it begins."""
    allowed = may_lead(actor, gathering)
    if allowed and gathering.state == GatheringState.CALLED_OFF:
        return no(_("The gathering is called off."))
    if allowed and gathering.state == GatheringState.PLANNED and now < gathering.starts_at - BEFORE:
        return no(_("The list can be ticked when the gathering begins."))
    return allowed


def may_decide(actor: Actor, gathering: Gathering) -> Verdict:
    """Write down a decision: those who lead it, while it is under way and afterwards."""
    allowed = may_lead(actor, gathering)
    if allowed and gathering.state not in (GatheringState.LIVE, GatheringState.HELD):
        return no(_("Decisions are written down when the gathering is under way, or when it has been held."))
    return allowed


def may_tell_outcome(actor: Actor, decision: Decision) -> Verdict:
    """Say what became of a decision: those who lead the run, and the one who was to do it."""
    if actor.user_id is not None and decision.who_id == actor.user_id:
        return YES
    return may_lead(actor, decision.gathering)

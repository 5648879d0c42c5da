"""Who may write what units spend, and send a nudge."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Unit
from nybrott.runs.models import Obstacle, Participation, Run
from nybrott.runs.rules import may_see_efforts
from nybrott.runs.states import PartState, RunState

QUIET_FOR = timedelta(days=14)


def may_write_spending(actor: Actor) -> Verdict:
    """Write in what the own organisation's units spend."""
    if actor.system or (actor.organisation_id is not None and actor.may("runs.manage")):
        return YES
    return no(_("Only those who run programmes in the organisation can do this."))


def may_nudge(actor: Actor, run: Run, unit: Unit) -> Verdict:
    """Write to the leader of a unit of one's own organisation, as long as the run is not over."""
    allowed = may_see_efforts(actor, run)
    if not allowed:
        return allowed
    if actor.organisation_id != unit.organisation_id:
        return no(_("Only people of the unit's own organisation write to its leader."))
    if run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over. No one is nudged any more."))
    return YES


def may_nudge_again(last: datetime | None, now: datetime, *, again: bool) -> Verdict:
    """The same unit within two weeks only for whoever says that they know it. `last`: when it was written to last."""
    if last is not None and now - last < QUIET_FOR and not again:
        return no(_("This unit was written to less than two weeks ago. Tick that you know this, or wait."))
    return YES


def may_report(actor: Actor, part: Participation | None) -> Verdict:
    """Report what stands in the way: those who take part, for themselves, until the run is called off. `part`: their part in the run, if any."""
    if part is None or actor.user_id is None or part.user_id != actor.user_id:
        return no(_("Those who take part in a run report what stands in their way."))
    if part.run.state == RunState.CALLED_OFF:
        return no(_("The run is called off."))
    if part.state not in (PartState.IN, PartState.DONE):
        return no(_("Those who take part in a run report what stands in their way."))
    return YES


def may_clear(actor: Actor, obstacle: Obstacle) -> Verdict:
    """Say that an obstacle is out of the way: whoever reported it, and those who run programmes in the same organisation."""
    part = obstacle.part
    own = actor.user_id is not None and actor.user_id == part.user_id
    runs = actor.organisation_id == part.organisation_id and actor.may("runs.manage")
    if not own and not runs:
        return no(
            _(
                "The person who reported it, or those who run programmes in the organisation, say when it is out of the way."
            )
        )
    return no(_("This is already out of the way.")) if obstacle.over_at else YES

"""Who may plan a run and lead it."""

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.people.models import Network
from nybrott.runs.models import Hours, Participation, Run, Target
from nybrott.runs.states import RUN, PartState, RunState


def may_plan_run(actor: Actor, network: Network | None = None) -> Verdict:
    """Those who run programmes in their organisation; for a network, in the organisation that keeps it."""
    if actor.system:
        return YES
    if actor.organisation_id is None or not actor.may("runs.manage"):
        return no(_("Only those who run programmes in the organisation can plan a run."))
    if network is not None and network.keeper_id != actor.organisation_id:
        return no(_("Only the organisation that keeps the network can plan a run for it."))
    return YES


def may_run(actor: Actor, run: Run) -> Verdict:
    """Lead a run: recruit, pair, gather, and see all who take part."""
    if actor.system:
        return YES
    if actor.organisation_id != run.organisation_id:
        return no(_("Another organisation leads this run."))
    if not actor.may("runs.manage"):
        return no(_("Only those who run programmes in the organisation can do this."))
    return YES


def may_step(actor: Actor, run: Run, verb: str) -> Verdict:
    """One of the steps of `states.RUN` that need nothing more than being open."""
    allowed = may_run(actor, run)
    if allowed and verb not in RUN.open_steps(run.state):
        return no(
            _("This is not possible while the run is “%(state)s”.") % {"state": RunState(run.state).label.lower()}
        )
    return allowed


def may_begin_run(actor: Actor, run: Run, missing: Collection[str], reason: str) -> Verdict:
    """Let it begin. `missing`: what the start gate asks for and is not there; then a written `reason` is asked for."""
    allowed = may_step(actor, run, "begin")
    if allowed and missing and not reason.strip():
        said = {"missing": ", ".join(missing)}
        return no(
            _("This is still missing: %(missing)s. Put it in place, or write why the run begins without it.") % said
        )
    return allowed


def may_change_run(actor: Actor, run: Run) -> Verdict:
    """Change what it is to be, until it is over."""
    allowed = may_run(actor, run)
    if allowed and run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over or cancelled. It stays as it was."))
    return allowed


# a room above says here why a target stays as it is, beyond what this room knows
LOCKS: list[Callable[[Target], Verdict]] = []


def add_lock(lock: Callable[[Target], Verdict]) -> None:
    """A room above: `lock` says whether a target may still be changed or taken out. Readings are not asked about."""
    if lock not in LOCKS:
        LOCKS.append(lock)


def may_change_target(actor: Actor, target: Target) -> Verdict:
    """Word a target anew, give it other values, or take it out."""
    allowed = may_change_run(actor, target.run)
    if not allowed:
        return allowed
    return next((said for said in (lock(target) for lock in LOCKS) if not said), YES)


def may_measure(actor: Actor, run: Run) -> Verdict:
    """Write in what a target is now: also after the run, when its effects show."""
    allowed = may_run(actor, run)
    if allowed and run.state == RunState.CALLED_OFF:
        return no(_("The run is over or cancelled. It stays as it was."))
    return allowed


def may_write_hours(actor: Actor, run: Run, part: Participation | None) -> Verdict:
    """Write one's own hours: in one's part in the run, or for leading it (`part` is None)."""
    if run.state in (RunState.PLANNED, RunState.CALLED_OFF):
        return no(_("Hours are recorded once people are being recruited, not in a run that is planned or cancelled."))
    if part is None:
        return may_run(actor, run)
    if actor.user_id is None or part.user_id != actor.user_id or part.run_id != run.pk:
        return no(_("Everyone writes their own hours."))
    if part.state not in (PartState.IN, PartState.DONE, PartState.LEFT):
        return no(_("Hours are recorded by those who take part."))
    return YES


def may_take_hours_out(actor: Actor, hours: Hours) -> Verdict:
    """Take out hours one wrote oneself; those that follow from something else follow it."""
    if hours.source:
        return no(_("These hours follow from something that was held. Change them there."))
    owner = hours.part.user_id if hours.part else hours.lead_id
    if actor.user_id is None or actor.user_id != owner:
        return no(_("Everyone writes their own hours."))
    return YES


def may_see_efforts(actor: Actor, run: Run) -> Verdict:
    """See hours of others, and which units are silent: those who run programmes, in their own organisation."""
    if actor.system or actor.may("runs.manage"):
        return YES
    return no(_("Only those who run programmes in the organisation can do this."))

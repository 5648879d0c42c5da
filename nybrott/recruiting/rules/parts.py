"""Who may take part in a run, change their part, be taken in and out, and read about it."""

from datetime import date

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.runs.models import Participation, Run
from nybrott.runs.rules import may_run
from nybrott.runs.states import PART, RUN, PartState, RunState

OVER = (RunState.ENDED, RunState.CALLED_OFF)


def may_open_call(actor: Actor, run: Run) -> Verdict:
    """Publish the call for drivers and mentors: whoever leads the run, once."""
    allowed = may_run(actor, run)
    if allowed and "open_call" not in RUN.open_steps(run.state):
        return no(_("The call has already been opened, or the run is over."))
    return allowed


def may_change_call(actor: Actor, run: Run) -> Verdict:
    """Change the call, its deadline and the number of places, as long as the run is not over."""
    allowed = may_run(actor, run)
    if allowed and run.state in OVER:
        return no(_("The run is over. Its call stays as it was."))
    return allowed


def may_read_call(actor: Actor, run: Run) -> Verdict:
    """Anyone who may see the run, once the call is open; whoever leads it before that too."""
    if run.state == RunState.PLANNED and not may_run(actor, run):
        return no(_("The call has not been opened yet."))
    return YES


def may_sign_up(actor: Actor, run: Run, today: date) -> Verdict:
    """Anyone in the organisation, or in one of the network's, from the call until the deadline."""
    if actor.user_id is None or actor.organisation_id is None:
        return no(_("Only people in an organisation can sign up."))
    if actor.organisation_id != run.organisation_id and run.network_id not in actor.network_ids:
        return no(_("Your organisation does not take part in this run."))
    if run.state != RunState.RECRUITING:
        return no(_("No one can sign up for this run now."))
    if run.sign_up_until is not None and today > run.sign_up_until:
        return no(_("The deadline has passed. Ask the programme lead, who can put you on the waiting list."))
    return YES


def may_sign_up_again(part: Participation) -> Verdict:
    """After a no or a withdrawal."""
    if part.state == PartState.INVITED or "ask_again" in PART.open_steps(part.state):
        return YES
    return no(_("You have already signed up."))


def may_follow(actor: Actor, part: Participation) -> Verdict:
    """Look after somebody's part: whoever leads the run, and whoever runs programmes in the person's own organisation."""
    if actor.system or may_run(actor, part.run):
        return YES
    if actor.organisation_id == part.organisation_id and actor.may("runs.manage"):
        return YES
    return no(_("Only those who run programmes in the organisation can do this."))


def may_read_part(actor: Actor, part: Participation) -> Verdict:
    """The person, the leader who answers for their time, and those who look after it."""
    if actor.user_id is not None and actor.user_id in (part.user_id, part.leader_id):
        return YES
    if may_follow(actor, part):
        return YES
    return no(_("Only the person, their leader and the programme lead can read this."))


def may_change_part(actor: Actor, part: Participation) -> Verdict:
    """Say something else about oneself, as long as one takes part or waits."""
    if part.run.state in OVER or part.state not in (PartState.ASKED, PartState.WAITING, PartState.IN):
        return no(_("This part in the run is over. It stays as it was."))
    if actor.user_id is not None and actor.user_id == part.user_id:
        return YES
    return may_follow(actor, part)


def may_withdraw(actor: Actor, part: Participation) -> Verdict:
    """Withdraw, or leave while it is under way; oneself, or those who look after it."""
    open_ones = PART.open_steps(part.state)
    if "withdraw" not in open_ones and "leave" not in open_ones:
        return no(_("This part in the run is already over."))
    if actor.user_id is not None and actor.user_id == part.user_id:
        return YES
    return may_follow(actor, part)


def may_take_in(actor: Actor, part: Participation) -> Verdict:
    """Take somebody in by hand, with a reason instead of the leader's yes by letter, when there is a place."""
    allowed = may_run(actor, part.run)
    if not allowed:
        return allowed
    if part.run.state in OVER:
        return no(_("The run is over."))
    if "take_in" not in PART.open_steps(part.state):
        return no(_("Only someone who has signed up and is not in it can be taken in."))
    return YES


def may_put_in(actor: Actor, run: Run) -> Verdict:
    """Put somebody who did not sign up in time on the waiting list."""
    allowed = may_run(actor, run)
    if allowed and run.state not in (RunState.RECRUITING, RunState.RUNNING):
        return no(_("People can be put on the waiting list from when the call opens until the run is over."))
    return allowed


def may_offer(actor: Actor, run: Run) -> Verdict:
    """Ask somebody to be a mentor, before the run is over."""
    allowed = may_run(actor, run)
    if allowed and run.state in OVER:
        return no(_("The run is over."))
    return allowed


def may_answer_offer(actor: Actor, part: Participation) -> Verdict:
    """Only the one who was asked to be a mentor."""
    if actor.user_id is None or actor.user_id != part.user_id:
        return no(_("Only the person who was asked can answer."))
    if part.state != PartState.INVITED:
        return no(_("This question has already been answered."))
    if part.run.state in OVER:
        return no(_("The run is over."))
    return YES


def may_see_people(actor: Actor, run: Run) -> Verdict:
    """The list of who is where: those who lead the run; in a network also those who run programmes in a member organisation,
    who see their own people."""
    if may_run(actor, run):
        return YES
    if actor.may("runs.manage") and run.network_id in actor.network_ids:
        return YES
    return no(_("Only those who run programmes in the organisation can see who has signed up."))


def may_import_people(actor: Actor, run: Run) -> Verdict:
    """Bring people of one's own organisation in from a list."""
    allowed = may_see_people(actor, run)
    if allowed and run.state in OVER:
        return no(_("The run is over."))
    return allowed

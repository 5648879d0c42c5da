"""Who may write down work with colleagues, say what they can, and read somebody's path."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.gatherings.models import Outreach
from nybrott.guidance.models import Pairing
from nybrott.guidance.states import PairingState
from nybrott.runs.models import Participation, Run
from nybrott.runs.rules import may_run
from nybrott.runs.states import PartState


def may_log(actor: Actor, part: Participation | None) -> Verdict:
    """Write down what one did with colleagues: whoever takes part in a run, also after it, for what was done in it."""
    if actor.user_id is None or part is None or part.user_id != actor.user_id:
        return no(_("Only those who take part in a run can record here what they did with colleagues."))
    if part.state not in (PartState.IN, PartState.DONE):
        return no(_("You no longer take part in this run."))
    return YES


def may_change_outreach(actor: Actor, outreach: Outreach) -> Verdict:
    """Change or delete it: the one who wrote it."""
    if actor.user_id is not None and outreach.part.user_id == actor.user_id:
        return YES
    return no(_("Only the person who wrote it can change it."))


def may_see_paths(actor: Actor, run: Run) -> Verdict:
    """See the paths of all one sees in a run: those who lead it, and those who run programmes in their own organisation."""
    if actor.organisation_id is not None and actor.may("runs.manage"):
        return YES
    return may_run(actor, run)


def may_read_path(actor: Actor, part: Participation) -> Verdict:
    """Read somebody's path: their own, their mentor's and their leader's to read, and those who run programmes for them."""
    if actor.user_id is not None and actor.user_id in (part.user_id, part.leader_id):
        return YES
    if may_see_paths(actor, part.run):
        return YES
    guides = Pairing.objects.filter(driver=part, mentor__user=actor.user_id or 0, state=PairingState.STANDS)
    if guides.exists():
        return YES
    return no(_("A path is read by the person, their mentor, their leader, and those who lead the run."))


def may_declare(actor: Actor, part: Participation) -> Verdict:
    """Say which methods one knows: the person."""
    if actor.user_id is not None and part.user_id == actor.user_id:
        return YES
    return no(_("Only the person can say which methods they know."))

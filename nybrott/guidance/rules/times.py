"""Who may say when a mentor can be booked."""

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.runs.models import Participation
from nybrott.runs.states import PartKind, PartState, RunState

MOST_TIMES = 40  # in a mentor's week
MOST_OTHER = 300  # days that are otherwise


def may_set_times(actor: Actor, part: Participation) -> Verdict:
    """The mentor alone, as long as they take part."""
    if part.kind != PartKind.MENTOR:
        return no(_("Only mentors have times for guidance."))
    if actor.user_id is None or actor.user_id != part.user_id:
        return no(_("Only the mentor can say when they can be booked."))
    if part.state != PartState.IN or part.run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("You no longer take part in this run."))
    return YES

"""Who may ask a leader for a yes to somebody's time, and who may answer."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.recruiting.rules.parts import OVER, may_follow
from nybrott.runs.models import Participation, Yes
from nybrott.runs.states import PartState


def may_ask_leader(actor: Actor, part: Participation) -> Verdict:
    """Ask a leader, or another one: the person, or those who look after the part, as long as nobody has answered."""
    if part.state != PartState.ASKED or part.run.state in OVER:
        return no(_("A leader can be asked only while someone is waiting for the answer."))
    if actor.user_id is not None and actor.user_id == part.user_id:
        return YES
    return may_follow(actor, part)


def may_answer(asked: Yes, actor: Actor | None, now: datetime) -> Verdict:
    """Say yes or no, once. `actor` is None for whoever holds the link, which works until it expires."""
    if asked.answer is not None:
        return no(_("This question has already been answered."))
    if asked.put_aside_at is not None or asked.part.state != PartState.ASKED:
        return no(_("No one is waiting for this answer any more."))
    if asked.part.run.state in OVER:
        return no(_("The run is over."))
    if actor is None:
        return YES if now < asked.expires_at else no(_("This link has expired."))
    if actor.user_id is None or asked.part.leader_id != actor.user_id:
        return no(_("Only the leader who was asked can answer."))
    return YES

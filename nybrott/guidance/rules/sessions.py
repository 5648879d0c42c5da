"""Who may book, move and call off a session of guidance, and say how it went: the two of the pair, while it stands."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.guidance.models import Pairing, Session
from nybrott.guidance.states import SESSION, PairingState, SessionState
from nybrott.runs.states import RunState

MOST_TO_COME = 12  # booked sessions of a pair that have not been


def side_of(actor: Actor, pairing: Pairing) -> str:
    """Which of the two the actor is: "driver", "mentor", or "" for neither."""
    if actor.user_id is None:
        return ""
    sides = {pairing.driver.user_id: "driver", pairing.mentor.user_id: "mentor"}
    return sides.get(actor.user_id, "")


def may_guide(actor: Actor, pairing: Pairing) -> Verdict:
    """Work in the pair: the two, while the pair stands and the run is not over. What was done before stays as it is."""
    if not side_of(actor, pairing):
        return no(_("Only the driver and the mentor can do this."))
    if pairing.state == PairingState.PROPOSED:
        return no(_("The pair is not confirmed yet: both have to say yes first."))
    if pairing.state != PairingState.STANDS:
        return no(_("This pairing has ended. What was done can be read, and nothing more is added."))
    if pairing.run.state in (RunState.ENDED, RunState.CALLED_OFF):
        return no(_("The run is over. What was done can be read, and nothing more is added."))
    return YES


def may_book(actor: Actor, pairing: Pairing, now: datetime) -> Verdict:
    """Book one more session."""
    allowed = may_guide(actor, pairing)
    if allowed and pairing.sessions.filter(state=SessionState.BOOKED, starts_at__gte=now).count() >= MOST_TO_COME:
        return no(
            _("You have booked %(n)s sessions that are still to come. Hold some of them first.") % {"n": MOST_TO_COME}
        )
    return allowed


def may_move(actor: Actor, session: Session) -> Verdict:
    """Move it, or change where it is and what it is about, until somebody said how it went."""
    allowed = may_guide(actor, session.pairing)
    if allowed and session.state != SessionState.BOOKED:
        said = {"state": SessionState(session.state).label.lower()}
        return no(_("This session is “%(state)s”. Book a new one instead.") % said)
    return allowed


def may_close(actor: Actor, session: Session, verb: str, now: datetime) -> Verdict:
    """Say how it went: `verb` is "hold" or "miss". Not before it began."""
    allowed = may_guide(actor, session.pairing)
    if not allowed:
        return allowed
    if verb not in SESSION.open_steps(session.state):
        said = {"state": SessionState(session.state).label.lower()}
        return no(_("This is not possible while the session is “%(state)s”.") % said)
    if now < session.starts_at:
        return no(_("The session has not begun. Come back when it is over."))
    return YES


def may_correct(actor: Actor, session: Session) -> Verdict:
    """Correct how long it took, once it was held or somebody did not come."""
    allowed = may_guide(actor, session.pairing)
    if allowed and session.state not in (SessionState.HELD, SessionState.NO_SHOW):
        return no(_("Say first how the session went."))
    return allowed


def may_write_agenda(actor: Actor, session: Session) -> Verdict:
    """Both, until it was called off."""
    allowed = may_guide(actor, session.pairing)
    if allowed and session.state == SessionState.CALLED_OFF:
        return no(_("This session is called off."))
    return allowed


def may_ask_for_times(actor: Actor, pairing: Pairing) -> Verdict:
    """Ask the mentor to say when they can be booked: the driver."""
    allowed = may_guide(actor, pairing)
    if allowed and side_of(actor, pairing) != "driver":
        return no(_("Only the driver asks the mentor for times."))
    return allowed

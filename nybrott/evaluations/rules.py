"""Who may plan surveys, and what may be done with a wave when."""

from datetime import date

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.evaluations.models import Instrument, Recipient, Wave
from nybrott.evaluations.states import WAVE, WaveState

FEWEST = 5  # people asked; of fewer nothing could ever be told


def may_manage(actor: Actor) -> Verdict:
    """Write instruments, plan waves, see who is asked."""
    if actor.organisation_id is not None and actor.may("evaluations.manage"):
        return YES
    if actor.may("runs.manage"):
        return no(_("Only evaluators can plan surveys and see who has answered. Whoever leads a programme does not evaluate it, unless an administrator has given them both roles."))  # fmt: skip
    return no(_("Only evaluators can plan surveys."))


def is_both(actor: Actor) -> bool:
    """Whether somebody evaluates what they lead: allowed, since a small organisation may have nobody else, and said."""
    return bool(may_manage(actor)) and actor.may("runs.manage")


def may_change_instrument(actor: Actor, instrument: Instrument) -> Verdict:
    """Change wording, questions and their order; of a version a wave uses, as the next version."""
    allowed = may_manage(actor)
    if allowed and instrument.put_away_at is not None:
        return no(_("This survey is put away. Take it out again first."))
    return allowed


def may_put_away(actor: Actor, instrument: Instrument) -> Verdict:
    """Put an instrument away, so that no new wave begins with it; or take it out."""
    return may_manage(actor)


def _may_step(actor: Actor, wave: Wave, verb: str) -> Verdict:
    allowed = may_manage(actor)
    if allowed and verb not in WAVE.open_steps(wave.state):
        said = {"state": WaveState(wave.state).label.lower()}
        return no(_("This cannot be done with a wave that is “%(state)s”.") % said)
    return allowed


def may_plan(actor: Actor, wave: Wave) -> Verdict:
    """Change its plan, its tables and whom it asks: until it opens. What people were told when they answered stays true."""
    return _may_step(actor, wave, "plan")


def may_ask(actor: Actor, wave: Wave) -> Verdict:
    """Put people on the list: while it is planned, and while it is open."""
    return _may_step(actor, wave, "close") if wave.state == WaveState.OPEN else _may_step(actor, wave, "plan")


def may_open(actor: Actor, wave: Wave, *, people: int, today: date) -> Verdict:
    """Open it, or let it open by itself on its first day."""
    allowed = _may_step(actor, wave, "open")
    if not allowed:
        return allowed
    if people < FEWEST:
        return no(_("Ask at least five people; with fewer answers nothing can be shown."))
    if not wave.tables:
        return no(_("Declare at least one table first. What is not declared before it opens is never shown."))
    if wave.closes_on < today:
        return no(_("Its last day has passed. Choose another one first."))
    return YES


def may_take_back(actor: Actor, wave: Wave) -> Verdict:
    """Keep it from opening by itself."""
    return _may_step(actor, wave, "take_back")


def may_close(actor: Actor, wave: Wave) -> Verdict:
    """Close it before its last day is over."""
    return _may_step(actor, wave, "close")


def may_remind(actor: Actor, wave: Wave) -> Verdict:
    """Remind those who have not answered."""
    return _may_step(actor, wave, "close")


def may_call_off(actor: Actor, wave: Wave) -> Verdict:
    """Call it off; its answers are deleted unread."""
    return _may_step(actor, wave, "call_off")


def may_answer(recipient: Recipient, *, today: date) -> Verdict:
    """Answer by the link one holds. Asks nobody who one is."""
    if recipient.answered:
        return no(_("You have already answered. Thank you."))
    wave = recipient.wave
    if wave.state == WaveState.CALLED_OFF:
        return no(_("This survey was called off. What you had saved is deleted."))
    if wave.state == WaveState.CLOSED or wave.closes_on < today:
        return no(_("This survey is closed. What you had saved before it closed is counted."))
    if wave.state != WaveState.OPEN:
        return no(_("This survey is not open yet."))
    return YES


def may_read_results(actor: Actor, wave: Wave) -> Verdict:
    """The organisation's people, once it is closed: the tables tell of nobody."""
    if actor.organisation_id != wave.organisation_id and not actor.system:
        return no(_("Only people of the organisation can read this."))
    if wave.state != WaveState.CLOSED:
        return no(_("The tables are made when the wave closes, once, and not before."))
    return YES

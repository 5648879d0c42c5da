"""Who may plan, open, hold and call off a conference, and what those who speak for suppliers may do by themselves."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.conferences.models import Conference, Seat
from nybrott.conferences.states import CONFERENCE, COUNTED, SEAT, ConferenceState, SeatState
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues import rules as dialogues
from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.disclosures import rules as disclosures
from nybrott.ui.formats import moment

MOST_SESSIONS = 40


def may_plan(actor: Actor, dialogue: Dialogue, conference: Conference | None) -> Verdict:
    """Set when and where it is, and its programme; when seats are open, those who have one are told."""
    allowed = dialogues.may_carry_out(actor, dialogue)
    if allowed and conference is not None and conference.state == ConferenceState.HELD:
        return no(_("The conference is held. What was planned stays as it is."))
    return allowed


def may_do(actor: Actor, conference: Conference, verb: str) -> Verdict:
    """Take a step of the conference's life."""
    allowed = dialogues.may_carry_out(actor, conference.dialogue)
    if allowed and verb not in CONFERENCE.open_steps(conference.state):
        said = {"state": ConferenceState(conference.state).label.lower()}
        return no(_("This cannot be done with a conference that is “%(state)s”.") % said)
    return allowed


def may_open(actor: Actor, conference: Conference, sessions: int, now: datetime) -> Verdict:
    """Let suppliers take seats: the dialogue is announced, and it is told what they come to."""
    if not (allowed := may_do(actor, conference, "open")):
        return allowed
    if not (takes := dialogues.takes_part(conference.dialogue)):
        return takes
    if not sessions:
        return no(_("Add the programme first, so that suppliers know what they come to."))
    if now >= conference.seats_until:
        return no(_("The time for taking a seat has already passed. Set a later one."))
    return YES


def may_hold(actor: Actor, conference: Conference, now: datetime) -> Verdict:
    """Say that it was held, and who came. From then on it stands in the ledger."""
    allowed = may_do(actor, conference, "hold")
    if allowed and now < conference.begins:
        return no(_("The conference begins %(at)s.") % {"at": moment(conference.begins)})
    return allowed


def may_tick(actor: Actor, conference: Conference, now: datetime) -> Verdict:
    """Tick who came, from when it begins until it is said to be held."""
    return may_hold(actor, conference, now)


def may_see_people(actor: Actor, dialogue: Dialogue) -> Verdict:
    """See who comes and waits by name, also when the dialogue is locked: those who hold dialogues, or have a part in this one."""
    allowed = dialogues.may_read(actor, dialogue)
    if allowed and not (actor.may(dialogues.MANAGE) or dialogue.posts.filter(user=actor.user_id).exists()):
        return no(_("Who comes is seen by those who run market dialogues, or have a part in this one."))
    return allowed


def may_publish(actor: Actor, conference: Conference) -> Verdict:
    """Give everyone slides, a recording or a written account."""
    allowed = dialogues.may_carry_out(actor, conference.dialogue)
    if allowed and conference.state not in (ConferenceState.OPEN, ConferenceState.HELD):
        return no(_("Let suppliers take seats first. They do not know about the conference yet."))
    return allowed


def takes_part(supplier: Supplier, conference: Conference) -> Verdict:
    """Do anything with the conference at all; the sentence is for suppliers."""
    if supplier.left_at is not None:
        return no(_("You have left this dialogue."))
    if not (allowed := dialogues.takes_part(conference.dialogue)):
        return allowed
    if conference.state == ConferenceState.CALLED_OFF:
        return no(_("The conference is called off: %(reason)s") % {"reason": conference.called_off_reason})
    if conference.state == ConferenceState.HELD:
        return no(_("The conference has been held."))
    return YES if conference.state == ConferenceState.OPEN else no(_("No seats can be taken yet."))


def may_take(supplier: Supplier, conference: Conference, seat: Seat | None, others: int, now: datetime) -> Verdict:
    """Take a seat, wait for one, or change how one takes part. `others`: how many others of the supplier come or wait."""
    if not (allowed := takes_part(supplier, conference)):
        return allowed
    if now >= conference.seats_until:
        return no(_("Seats were taken until %(when)s.") % {"when": moment(conference.seats_until)})
    if (seat is None or seat.state not in COUNTED) and others >= conference.most:
        return no(
            _("At most %(n)s from each supplier, so that there is room for others. A colleague of yours can give up their seat first.")
            % {"n": conference.most}
        )  # fmt: skip
    return YES


def may_leave(supplier: Supplier, conference: Conference, seat: Seat | None, now: datetime) -> Verdict:
    """Give up a seat, or leave the waiting list, until it begins."""
    if not (allowed := takes_part(supplier, conference)):
        return allowed
    if seat is None or "leave" not in SEAT.open_steps(seat.state) or seat.state == SeatState.LAPSED:
        return no(_("You have no seat, and are not waiting for one."))
    return YES if now < conference.begins else no(_("The conference has begun."))


def may_ask(supplier: Supplier, conference: Conference, now: datetime) -> Verdict:
    """Ask under way: from when seats are open until it is held, while the dialogue answers. Later questions are asked in the dialogue."""
    return takes_part(supplier, conference) and disclosures.may_ask(conference.dialogue, now)


def is_running(conference: Conference) -> Verdict:
    """Whether seats still move and people are reminded: the dialogue is open, and so is the conference."""
    allowed = dialogues.takes_part(conference.dialogue)
    if allowed and conference.state != ConferenceState.OPEN:
        return no(_("No seats can be taken now."))
    return allowed

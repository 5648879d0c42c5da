"""Who may plan a workshop, hold it, take a seat, write, and let its output land."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.hearings.rules import may_read_contributions
from nybrott.workshops.models import Note, Seat, Step, Workshop
from nybrott.workshops.states import WORKSHOP, SeatState, StepKind, WorkshopState

MOST_SEATS = 200  # in one workshop, those who came in by the code with them
MOST_NOTES = 100  # of one seat in one workshop


def may_plan(actor: Actor, challenge: Challenge) -> Verdict:
    """Those who work on the challenge, and those whose role is to hold workshops."""
    if actor.organisation_id == challenge.organisation_id and actor.may("workshops.hold"):
        return YES
    allowed = may_work_on(actor, challenge)
    if allowed:
        return YES
    return no(_("Only those who work on the challenge, and mentors and drivers, can plan a workshop on it."))


def may_hold(actor: Actor, workshop: Workshop) -> Verdict:
    """Its facilitator, whoever planned it, and those who lead all challenges."""
    if actor.system:
        return YES
    if actor.organisation_id != workshop.organisation_id:
        return no(_("This workshop belongs to another organisation."))
    if actor.may("challenges.lead") or actor.user_id in (workshop.facilitator_id, workshop.planned_by_id):
        return YES
    return no(_("Only the person who leads the workshop can do this."))


def may_step(actor: Actor, workshop: Workshop, verb: str) -> Verdict:
    """One of the steps of `states.WORKSHOP`."""
    allowed = may_hold(actor, workshop)
    if not allowed:
        return allowed
    if verb not in WORKSHOP.open_steps(workshop.state):
        said = {"state": WorkshopState(workshop.state).label.lower()}
        return no(_("This is not possible while the workshop is “%(state)s”.") % said)
    if verb == "start" and not workshop.steps.exists():
        return no(_("There is nothing to do in it yet. Add a step or a method card first."))
    return YES


def may_change_plan(actor: Actor, workshop: Workshop) -> Verdict:
    """Change when, where and what, until it is over."""
    allowed = may_hold(actor, workshop)
    if allowed and workshop.state in (WorkshopState.ENDED, WorkshopState.CALLED_OFF):
        return no(_("The workshop is over or cancelled. Its plan stays as it was."))
    return allowed


def may_remove_step(actor: Actor, step: Step) -> Verdict:
    """Take a step out, as long as nobody has written or voted in it and it is not under way."""
    allowed = may_change_plan(actor, step.workshop)
    if allowed and step.workshop.step_id == step.pk:
        return no(_("This step is under way."))
    if allowed and (step.notes.exists() or step.votes.exists()):
        return no(_("Someone has written or voted in this step. It cannot be removed."))
    return allowed


def may_take_seat(actor: Actor, workshop: Workshop) -> Verdict:
    """Anyone in the organisation, until it is over."""
    if actor.user_id is None or actor.organisation_id != workshop.organisation_id:
        return no(_("Only people in the organisation can sign up. Others join with the code while it is under way."))
    if workshop.state not in (WorkshopState.PLANNED, WorkshopState.LIVE):
        return no(_("The workshop is over or cancelled."))
    return YES


def may_answer(actor: Actor, seat: Seat) -> Verdict:
    """Say whether one comes: the one who was asked."""
    if actor.user_id is None or seat.user_id != actor.user_id:
        return no(_("Only the person who was asked can answer."))
    if seat.state == SeatState.OUT:
        return no(_("You were removed from this workshop. Ask the person who leads it."))
    return may_take_seat(actor, seat.workshop)


def may_come_in(workshop: Workshop) -> Verdict:
    """Come in by the code: while it is under way, as long as there is room for one more phone."""
    if workshop.state == WorkshopState.PLANNED:
        return no(_("The workshop has not begun yet. Wait for the person who leads it."))
    if workshop.state != WorkshopState.LIVE:
        return no(_("The workshop is over."))
    if workshop.seats.filter(joined_at__isnull=False).count() >= MOST_SEATS:
        return no(_("The workshop is full."))
    return YES


def may_write(seat: Seat, step: Step) -> Verdict:
    """Write in a step one is at. A note that was on its way when the next step began is let in."""
    workshop = step.workshop
    if seat.workshop_id != step.workshop_id or seat.state == SeatState.OUT:
        return no(_("You are no longer in this workshop."))
    if workshop.state != WorkshopState.LIVE:
        return no(_("The workshop is over. What you wrote before is kept."))
    if step.kind != StepKind.WRITE:
        return no(_("Nothing is written in this step."))
    if workshop.step is None or step.place > workshop.step.place:
        return no(_("This step has not begun."))
    if seat.notes.filter(workshop=workshop).count() >= MOST_NOTES:
        return no(_("You have written %(n)s notes, which is the most you can write.") % {"n": MOST_NOTES})
    return YES


def may_change_note(seat: Seat, note: Note) -> Verdict:
    """One's own, until it is shared."""
    if note.seat_id != seat.pk:
        return no(_("Only the person who wrote it can change it."))
    if note.workshop.state != WorkshopState.LIVE:
        return no(_("The workshop is over. What you wrote before is kept."))
    if note.step.shared_at is not None:
        return no(_("It is already shared, and others may build on it."))
    return YES


def may_vote(seat: Seat, step: Step) -> Verdict:
    """While the step is the one under way, and the count is not shown."""
    workshop = step.workshop
    if seat.workshop_id != step.workshop_id or seat.state == SeatState.OUT:
        return no(_("You are no longer in this workshop."))
    if workshop.state != WorkshopState.LIVE or workshop.step_id != step.pk or step.kind != StepKind.VOTE:
        return no(_("There is no vote at the moment."))
    if step.shared_at is not None:
        return no(_("The vote is over; the count is shown."))
    return YES


def may_sort(actor: Actor, workshop: Workshop) -> Verdict:
    """Put shared notes into groups: under way, and afterwards when one looks at what came out."""
    allowed = may_hold(actor, workshop)
    if allowed and workshop.state not in (WorkshopState.LIVE, WorkshopState.ENDED):
        return no(_("Nothing is written yet."))
    return allowed


def may_land(actor: Actor, workshop: Workshop) -> Verdict:
    """Let notes and groups land on the challenge: those who work on it."""
    if workshop.state not in (WorkshopState.LIVE, WorkshopState.ENDED):
        return no(_("Nothing is written yet."))
    return may_work_on(actor, workshop.challenge)


def may_read_output(actor: Actor, workshop: Workshop) -> Verdict:
    """What came up is people's own words: for those who held it, took part, or work on the challenge."""
    if may_hold(actor, workshop) or may_read_contributions(actor, workshop.challenge):
        return YES
    if workshop.seats.filter(user=actor.user_id or 0, joined_at__isnull=False).exists():
        return YES
    return no(_("What came up is for those who took part and those who work on the challenge."))


def is_late(workshop: Workshop, now: datetime) -> bool:
    """Whether the time of the step is up."""
    ends = workshop.step_ends_at
    return ends is not None and now >= ends

"""Signing up, changing one's mind, being taken in and out, and being asked to be a mentor."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import drop_drafts
from nybrott.journal.actions import record
from nybrott.people.models import Membership, Unit
from nybrott.recruiting import letters, rules
from nybrott.recruiting.actions import places
from nybrott.recruiting.actions.yes import Leader, name_leader, new_question
from nybrott.recruiting.queries import member_at
from nybrott.runs.actions import settle_leaving
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PART, PartKind, PartState

PAST_LEADERS_YES = (PartState.WAITING, PartState.IN)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of themselves. `hours` in all; `capacity` drivers (mentors only); `wishes` and `rather_not` are parts of
    others in the same run."""

    motivation: str = ""
    challenge: Challenge | None = None
    hours: int | None = None
    capacity: int = 0
    subjects: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    place: str = ""
    places: tuple[str, ...] = ()
    unit: Unit | None = None
    wishes: tuple[Participation, ...] = field(default=())
    rather_not: tuple[Participation, ...] = field(default=())


def form_key(run: Run, kind: str) -> str:
    """What the draft of a sign-up lies under."""
    return f"recruiting.sign_up:{run.pk}-{kind}"


@transaction.atomic
def sign_up(*, actor: Actor, run: Run, kind: str, said: Said, leader: Leader, now: datetime) -> Participation:
    """Sign up as driver or as mentor; the leader is asked by letter for a yes to the time."""
    run = places.held(run.pk)
    insist(rules.may_sign_up(actor, run, timezone.localdate(now)))
    part = run.parts.filter(user=actor.user_id, kind=kind).first()
    if part is None:
        part = Participation(run=run, organisation_id=actor.organisation_id or 0, user_id=actor.user_id or 0, kind=kind)
    else:
        insist(rules.may_sign_up_again(part))
        part.state = PART.after("accept" if part.state == PartState.INVITED else "ask_again", part.state)
    return _signed_up(actor, run, part, said, leader, "recruiting.signed_up", now)


def _signed_up(  # noqa: PLR0917 - two places call it, each with all of it
    actor: Actor, run: Run, part: Participation, said: Said, leader: Leader, verb: str, now: datetime
) -> Participation:
    if leader.user is not None and leader.user.pk == part.user_id:
        raise Refused(_("No one can approve their own time. Choose your leader."))
    part.run, part.signed_up_at, part.ended_at, part.took_in_at, part.reason = run, now, None, None, ""
    _say(part, said)
    part.hours = said.hours
    name_leader(part, leader)
    part.save()
    _wish(part, said)
    record(actor=actor, verb=verb, thing=part, at=now, facts={"kind": part.kind}, letters=[new_question(part, now)])
    drop_drafts(actor=actor, key=form_key(run, part.kind))
    return part


def _say(part: Participation, said: Said) -> None:
    part.motivation, part.unit, part.place = said.motivation.strip(), said.unit, said.place.strip()
    part.subjects, part.languages = list(said.subjects), list(said.languages)
    is_mentor = part.kind == PartKind.MENTOR
    part.challenge = None if is_mentor else said.challenge
    part.capacity = said.capacity if is_mentor else 0
    part.places = list(said.places) if is_mentor else []


def _wish(part: Participation, said: Said) -> None:
    """Wishes are kept to the run; oneself is never among them."""
    for name, others in (("wishes", said.wishes), ("rather_not", said.rather_not)):
        getattr(part, name).set(one for one in others if one.run_id == part.run_id and one.user_id != part.user_id)


@transaction.atomic
def change_part(*, actor: Actor, part: Participation, said: Said, now: datetime) -> None:
    """Say something else about oneself. Hours stay as the leader said yes to them."""
    _run, part = places.held_with(part)
    insist(rules.may_change_part(actor, part))
    _say(part, said)
    if part.state not in PAST_LEADERS_YES:
        part.hours = said.hours
    part.save()
    _wish(part, said)
    record(actor=actor, verb="recruiting.part_changed", thing=part, at=now)
    drop_drafts(actor=actor, key=f"recruiting.part:{part.pk}")


@transaction.atomic
def withdraw(*, actor: Actor, part: Participation, reason: str, now: datetime) -> None:
    """Withdraw, or leave what is under way, with a reason; whoever waited longest gets the place. When somebody else does it, the
    person is told."""
    run, part = places.held_with(part)
    insist(rules.may_withdraw(actor, part))
    leaves = part.state == PartState.IN
    part.state, part.ended_at = PART.after("leave" if leaves else "withdraw", part.state), now
    part.reason = reason.strip()[:500]
    part.save(update_fields=["state", "ended_at", "reason"])
    part.yeses.filter(answer=None, put_aside_at=None).update(put_aside_at=now)
    told = [letters.taken_out(part, actor.name)] if actor.user_id != part.user_id else []
    verb = "recruiting.left" if leaves else "recruiting.withdrawn"
    record(actor=actor, verb=verb, thing=part, at=now, facts={"reason": part.reason}, letters=told)
    if leaves:
        settle_leaving(actor, part, now)
    places.fill_up(actor=actor, run=run, now=now)


@transaction.atomic
def take_in(*, actor: Actor, part: Participation, reason: str, now: datetime) -> None:
    """Take somebody in by hand. `reason` says who said yes to the time, or why it goes without. Who waits longer is passed by, so
    that it is a choice somebody made."""
    run, part = places.held_with(part)
    insist(rules.may_take_in(actor, part))
    if not places.is_room(run, part.kind):
        raise Refused(_("All places are taken. Give the run more places, or take someone out first."))
    part.yeses.filter(answer=None, put_aside_at=None).update(put_aside_at=now)
    places.take(actor=actor, part=part, reason=reason.strip()[:500], now=now)


@transaction.atomic
def put_in(*, actor: Actor, run: Run, email: str, kind: str, reason: str, now: datetime) -> Participation:
    """Put somebody who did not sign up in time last on the waiting list; with a free place they are in at once. `reason` says who
    said yes to the time."""
    run = places.held(run.pk)
    insist(rules.may_put_in(actor, run))
    member = member_at(run, email)
    if member is None:
        raise Refused(_("No one with this address belongs to an organisation that takes part."))
    part = run.parts.filter(user=member.user_id, kind=kind).first()
    if part is None:
        part = Participation(run=run, organisation_id=member.organisation_id, kind=kind)
    elif "ask_again" in PART.open_steps(part.state):
        part.state = PART.after("ask_again", part.state)
    else:
        raise Refused(_("%(name)s is already on the list.") % {"name": member.user.name})
    part.run, part.user, part.signed_up_at, part.ended_at, part.reason = run, member.user, now, None, ""
    part.unit = part.unit or _unit_of(member)
    part.save()
    record(actor=actor, verb="recruiting.put_in", thing=part, at=now, facts={"reason": reason.strip()})
    places.take_or_wait(actor=actor, run=run, part=part, now=now)
    return part


def _unit_of(member: Membership) -> Unit | None:
    return member.units.filter(closed_at=None).order_by("pk").first()


# --- mentors ---


@transaction.atomic
def offer_mentor(*, actor: Actor, run: Run, known: Participation, now: datetime) -> Participation:
    """Ask one of the organisation's own people, whose part in a network's run is `known`, to be a mentor here, by letter."""
    run = places.held(run.pk)
    insist(rules.may_offer(actor, run))
    if known.organisation_id != run.organisation_id:
        raise Refused(_("Only your own people can be asked to be mentors."))
    part = run.parts.mentors().filter(user=known.user_id).first()
    if part is None:
        part = Participation(run=run, organisation_id=run.organisation_id, user=known.user, kind=PartKind.MENTOR)
        part.state = PartState.INVITED
    elif part.state == PartState.WITHDRAWN:
        part.state = PART.after("invite", part.state)
    else:
        raise Refused(_("%(name)s is already on the list.") % {"name": known.user.name})
    part.unit, part.subjects, part.languages = known.unit, known.subjects, known.languages
    part.places = known.places or [one for one in (known.place,) if one]
    part.signed_up_at, part.ended_at, part.reason = now, None, ""
    part.save()
    record(actor=actor, verb="recruiting.offered", thing=part, at=now, letters=[letters.offer(part, actor.name)])
    return part


@transaction.atomic
def accept_offer(*, actor: Actor, part: Participation, said: Said, leader: Leader, now: datetime) -> Participation:
    """Say yes to being a mentor, with capacity, subjects, languages and places; then the leader is asked for the time."""
    run, part = places.held_with(part)
    insist(rules.may_answer_offer(actor, part))
    part.state = PART.after("accept", part.state)
    return _signed_up(actor, run, part, said, leader, "recruiting.offer_accepted", now)

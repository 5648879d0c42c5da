"""Booking a session, moving it, calling it off, and saying how it went.

The hour of a person is given once: whoever books holds both people's rows until it is done, whatever run they meet in.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import drop_drafts
from nybrott.guidance import letters, queries, rules
from nybrott.guidance.models import Pairing, Session
from nybrott.guidance.states import SESSION, PairingState, SessionState
from nybrott.journal.actions import record
from nybrott.people.models import User
from nybrott.runs.actions import note_hours
from nybrott.runs.states import HourKind, RunState
from nybrott.ui.formats import moment

_WHOLE = ("pairing__driver__user", "pairing__mentor__user", "pairing__run", "pairing__mentor__run", "challenge")


@dataclass(frozen=True, slots=True)
class Booking:
    """When, how long, where and what about. `minutes` 0: as the mentor's terms say; a driver cannot choose it."""

    starts_at: datetime
    topic: str = ""
    minutes: int = 0
    place: str = ""
    link: str = ""


class OvertakenAgenda(Exception):
    """The other one changed the agenda after this page was opened. `now` is the session as it is."""

    def __init__(self, now: Session) -> None:
        super().__init__(str(now))
        self.now = now


def _held(pairing: Pairing) -> Pairing:
    """The pair as it is, with the two people held until the transaction ends, always in the same order."""
    whole = Pairing.objects.select_related(
        "run__package", "driver__user", "driver__challenge", "mentor__user", "mentor__run__package"
    )
    found = whole.get(pk=pairing.pk)
    people = User.objects.select_for_update(no_key=True).filter(pk__in=(found.driver.user_id, found.mentor.user_id))
    list(people.order_by("pk"))
    return found


def _insist_on_time(
    actor: Actor, pairing: Pairing, booking: Booking, now: datetime, but: Session | None = None
) -> None:
    """The driver books what is free; the mentor any time to come in the run at which neither is busy."""
    users = (pairing.driver.user_id, pairing.mentor.user_id)
    if booking.starts_at <= now:
        raise Refused(_("That time has passed. Choose one that is still to come."))
    if not pairing.run.begins_on <= timezone.localdate(booking.starts_at, queries.zone()) <= pairing.run.ends_on:
        raise Refused(_("The session has to be within the run."))
    if span := queries.clash(users, booking.starts_at, booking.minutes, but):
        raise Refused(_("One of you is busy then (%(when)s). Choose another time.") % {"when": moment(span[0])})
    if rules.side_of(actor, pairing) == "driver" and booking.starts_at not in queries.free_times(
        pairing, now=now, but=but
    ):
        raise Refused(_("Your mentor cannot be booked at that time. Choose one of the times that are free."))


@transaction.atomic
def book_session(*, actor: Actor, pairing: Pairing, booking: Booking, agenda: str, now: datetime) -> Session:
    """Book a session: the driver one of the mentor's free times, the mentor any time. Both get a letter."""
    held = _held(pairing)
    insist(rules.may_book(actor, held, now))
    terms, is_mentor = queries.terms_of(held.mentor), rules.side_of(actor, held) == "mentor"
    minutes = booking.minutes if is_mentor and booking.minutes else terms.minutes
    _insist_on_time(actor, held, replace(booking, minutes=minutes), now)
    challenge = held.driver.challenge
    made = Session.objects.create(
        pairing=held, starts_at=booking.starts_at, minutes=minutes, place=booking.place.strip() or terms.place, link=booking.link.strip() or terms.link,
        topic=booking.topic.strip(), agenda=agenda, challenge=challenge, stage=challenge.state if challenge else "", booked_at=now,
        booked_by_id=actor.user_id,
    )  # fmt: skip
    facts = {"starts_at": made.starts_at}
    record(
        actor=actor, verb="guidance.booked", thing=made, at=now, facts=facts, letters=letters.booked(made, actor.name)
    )
    drop_drafts(actor=actor, key=f"guidance.book:{held.pk}")
    return made


@transaction.atomic
def move_session(*, actor: Actor, session: Session, booking: Booking, now: datetime) -> Session:
    """Another time, place or topic. Both get a letter when time or place is another, and are reminded anew."""
    held = _held(session.pairing)
    locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    locked.pairing = held
    insist(rules.may_move(actor, locked))
    before = (locked.starts_at, locked.minutes, locked.place, locked.link)
    is_mentor = rules.side_of(actor, held) == "mentor"
    minutes = booking.minutes if is_mentor and booking.minutes else locked.minutes
    if (booking.starts_at, minutes) != before[:2]:
        _insist_on_time(actor, held, replace(booking, minutes=minutes), now, locked)
    locked.starts_at, locked.minutes, locked.topic = booking.starts_at, minutes, booking.topic.strip()
    locked.place, locked.link = booking.place.strip(), booking.link.strip()
    moved = before != (locked.starts_at, locked.minutes, locked.place, locked.link)
    if moved:
        locked.turn += 1
        locked.reminded_at = locked.reminded_at if locked.starts_at == before[0] else None
    locked.save()
    told = letters.moved(locked, actor.name, before[0]) if moved else []
    facts = {"before": before[0], "after": locked.starts_at}
    record(
        actor=actor,
        verb="guidance.moved" if moved else "guidance.changed",
        thing=locked,
        at=now,
        facts=facts,
        letters=told,
    )
    return locked


def _count_hours(actor: Actor, session: Session, now: datetime) -> None:
    """The time counts for both when it was held, for who came when somebody did not. Said again it is corrected, never counted twice."""
    for side, part in (("driver", session.pairing.driver), ("mentor", session.pairing.mentor)):
        came = session.state == SessionState.HELD or session.missed_by not in (side, "both")
        note_hours(
            actor=actor, part=part, kind=HourKind.GUIDANCE, minutes=session.minutes if came else 0, source=f"guidance.session:{session.pk}",
            used_on=timezone.localdate(session.starts_at, queries.zone()), now=now,
        )  # fmt: skip


def _step(actor: Actor, session: Session, verb: str, now: datetime) -> Session:
    """The session held until the transaction ends, one step further."""
    locked = Session.objects.select_for_update(of=("self",)).select_related(*_WHOLE).get(pk=session.pk)
    insist(rules.may_move(actor, locked) if verb == "call_off" else rules.may_close(actor, locked, verb, now))
    locked.state = SESSION.after(verb, locked.state)
    locked.closed_at = now
    return locked


@transaction.atomic
def call_off_session(*, actor: Actor, session: Session, reason: str, now: datetime) -> None:
    """It will not be held. Both get a letter with the reason; the history does not repeat it."""
    locked = _step(actor, session, "call_off", now)
    locked.reason, locked.turn = reason.strip(), locked.turn + 1
    locked.save()
    told = letters.called_off(locked, actor.name)
    record(
        actor=actor,
        verb="guidance.called_off",
        thing=locked,
        at=now,
        facts={"starts_at": locked.starts_at},
        letters=told,
    )


@transaction.atomic
def call_off_coming(*, actor: Actor, pairing: Pairing, now: datetime) -> int:
    """Call off what a pair that has ended still had booked; both get a letter. Gives how many. The room's own actions ask their rule first."""
    coming = Session.objects.select_for_update(of=("self",)).select_related(*_WHOLE)
    found = list(
        coming.filter(pairing=pairing, state=SessionState.BOOKED, starts_at__gt=now).order_by("starts_at", "pk")
    )
    for session in found:
        session.state, session.turn, session.closed_at = SESSION.after("call_off", session.state), session.turn + 1, now
        session.save(update_fields=["state", "turn", "closed_at"])
        told = letters.called_off(session, actor.name, for_good=True)
        record(
            actor=actor,
            verb="guidance.called_off",
            thing=session,
            at=now,
            facts={"starts_at": session.starts_at},
            letters=told,
        )
    return len(found)


@transaction.atomic
def hold_session(*, actor: Actor, session: Session, minutes: int, now: datetime) -> None:
    """It was held, and took so long; the time counts for both."""
    locked = _step(actor, session, "hold", now)
    locked.minutes, locked.missed_by = minutes, ""
    locked.save()
    _count_hours(actor, locked, now)
    record(actor=actor, verb="guidance.held", thing=locked, at=now, facts={"starts_at": locked.starts_at})


@transaction.atomic
def miss_session(*, actor: Actor, session: Session, missed_by: str, now: datetime) -> None:
    """Somebody ("driver", "mentor", "both") did not come. Both are told and asked to book anew; for who came, the time counts."""
    locked = _step(actor, session, "miss", now)
    locked.missed_by = missed_by
    locked.save()
    _count_hours(actor, locked, now)
    told = letters.missed(locked)
    record(
        actor=actor, verb="guidance.missed", thing=locked, at=now, facts={"starts_at": locked.starts_at}, letters=told
    )


@transaction.atomic
def correct_minutes(*, actor: Actor, session: Session, minutes: int, now: datetime) -> None:
    """It took longer, or shorter, than was said."""
    locked = Session.objects.select_for_update(of=("self",)).select_related(*_WHOLE).get(pk=session.pk)
    insist(rules.may_correct(actor, locked))
    before, locked.minutes = locked.minutes, minutes
    locked.save(update_fields=["minutes"])
    _count_hours(actor, locked, now)
    record(actor=actor, verb="guidance.corrected", thing=locked, at=now, facts={"before": before, "after": minutes})


@transaction.atomic
def write_agenda(*, actor: Actor, session: Session, agenda: str, version: int, now: datetime) -> None:
    """Change the agenda. `version` is of the one the page showed; raises `OvertakenAgenda` when the other one has changed it since."""
    locked = Session.objects.select_for_update(of=("self",)).select_related(*_WHOLE).get(pk=session.pk)
    insist(rules.may_write_agenda(actor, locked))
    if locked.version != version:
        raise OvertakenAgenda(locked)
    locked.agenda, locked.version = agenda.strip(), locked.version + 1
    locked.save(update_fields=["agenda", "version"])
    record(actor=actor, verb="guidance.agenda_written", thing=locked, at=now)
    drop_drafts(actor=actor, key=f"guidance.agenda:{locked.pk}")


def remind_of_sessions(*, now: datetime) -> int:
    """Write to both about each session that is today or tomorrow, once; gives how many sessions.

    Each in a transaction of its own: killed midway, those who were written to are not written to again.
    """
    until = timezone.localdate(now, queries.zone()) + timedelta(days=2)
    midnight = timezone.make_aware(datetime.combine(until, datetime.min.time()), queries.zone())
    due = Session.objects.filter(state=SessionState.BOOKED, reminded_at=None, starts_at__gt=now, starts_at__lt=midnight)
    due = due.filter(pairing__state=PairingState.STANDS).exclude(
        pairing__run__state__in=(RunState.ENDED, RunState.CALLED_OFF)
    )
    return sum(_remind(key, now) for key in list(due.order_by("starts_at").values_list("pk", flat=True)))


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    held = Session.objects.select_for_update(skip_locked=True, of=("self",)).select_related(*_WHOLE)
    session = held.filter(pk=key, state=SessionState.BOOKED, reminded_at=None).first()
    if session is None:
        return False
    session.reminded_at = now
    session.save(update_fields=["reminded_at"])
    actor = system("Guidance", session.organisation_id)
    record(actor=actor, verb="guidance.session_reminded", thing=session, at=now, letters=letters.reminder(session))
    return True

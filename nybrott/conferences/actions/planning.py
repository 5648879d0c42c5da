"""A conference is planned with its programme, opened for seats, changed, and called off."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.conferences import letters, queries, rules
from nybrott.conferences.actions.seats import held, offer_all
from nybrott.conferences.models import Conference, Session
from nybrott.conferences.states import CONFERENCE, COUNTED, THERE, ConferenceState, Form, SeatState, Way
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue
from nybrott.disclosures.queries import receivers
from nybrott.journal.actions import NewLetter, record

MOVES = ("form", "begins", "ends", "place", "link")  # what those with a seat are told of
LONGEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is set of a conference; see `models.Conference`."""

    begins: datetime
    ends: datetime
    seats_until: datetime
    form: str = Form.BOTH
    place: str = ""
    link: str = ""
    room: int = 0
    lines: int | None = None
    most: int = 2
    offer_hours: int = 24
    list_rule: str = "suppliers"


@dataclass(frozen=True, slots=True)
class Slotted:
    """What is set of a part of the programme; see `models.Session`."""

    begins: datetime
    minutes: int
    title: str
    by: str = ""
    where: str = ""


@transaction.atomic
def plan_conference(*, actor: Actor, dialogue: Dialogue, plan: Plan, now: datetime) -> Conference:
    """Set when, where and for how many. Once seats can be taken, those who have one or wait are told what has moved; the rules they came by, how many
    of a supplier and who sees the list, stay as they were told."""
    dialogue = hold(dialogue)
    found = Conference.objects.filter(dialogue=dialogue).first()
    insist(rules.may_plan(actor, dialogue, found))
    made = found or Conference(dialogue=dialogue)
    made.dialogue = dialogue
    is_open = made.state == ConferenceState.OPEN
    before = {one.name: getattr(made, one.name) for one in fields(plan)}
    for name in before:
        if not (is_open and name in ("most", "list_rule")):
            value = getattr(plan, name)
            setattr(made, name, value.strip() if isinstance(value, str) else value)
    sessions = _moved(made, before["begins"])
    _insist_it_can_be(made, before["begins"], now)
    made.state = CONFERENCE.after("change" if is_open else "plan", made.state)
    made.called_off_reason = ""
    made.save()
    Session.objects.bulk_update(sessions, ["begins"])
    told = _told(made, [name for name in MOVES if before[name] != getattr(made, name)], now) if is_open else []
    record(actor=actor, verb="conferences.planned", thing=made, at=now, letters=told)
    return made


def _moved(conference: Conference, before: datetime | None) -> list[Session]:
    """The parts of the programme, moved as far as the conference is; all of them must lie within it."""
    sessions = list(conference.sessions.all()) if conference.pk else []
    for one in sessions:
        one.begins += conference.begins - (before or conference.begins)
        if one.ends > conference.ends:
            raise Refused(_("The programme is longer than this. Change its parts first."))
    return sessions


def _insist_it_can_be(conference: Conference, before: datetime | None, now: datetime) -> None:
    """The days come one after the other, there is room, and nobody who has a seat loses it."""
    if not conference.seats_until <= conference.begins < conference.ends:
        raise Refused(_("Seats are taken before the conference begins, and it ends after it begins."))
    if conference.ends - conference.begins > LONGEST:
        raise Refused(_("A conference lasts a day at most."))
    if conference.begins <= now and conference.begins != before:
        raise Refused(_("The conference must be in the future."))
    if Way.PLACE in conference.ways and not (conference.room and conference.place):
        raise Refused(_("Say where the room is, and how many there is room for."))
    if not conference.pk:
        return
    for way in Way:
        whole = conference.capacity(way)
        taken = conference.seats.filter(way=way, state__in=COUNTED if way not in conference.ways else THERE).count()
        if whole is not None and taken > whole:
            raise Refused(_("%(n)s have a seat of this kind already. They keep it.") % {"n": taken})


def _told(conference: Conference, moved: list[str], now: datetime) -> list[NewLetter]:
    """The letters of a change while seats are open: to those with a seat when something moved, and to those who can have a seat that came to."""
    if moved:
        _enter_programme(conference, now)
        conference.seats.update(reminded_at=None)
    offered = offer_all(conference, now)
    if not moved:
        return offered
    seats = queries.seats_of(conference).filter(queries.SPEAKS)
    changed = []
    for seat in seats:
        seat.conference = conference
        changed.append(letters.about("changed", seat))
    return [*changed, *offered]


@transaction.atomic
def write_session(*, actor: Actor, conference: Conference, slotted: Slotted, session: Session | None = None, now: datetime) -> Session:  # fmt: skip
    """Add a part of the programme, or write one anew (`session`)."""
    found = held(conference)
    insist(rules.may_plan(actor, found.dialogue, found))
    if session is None and found.sessions.count() >= rules.MOST_SESSIONS:
        raise Refused(_("A programme has at most %(n)s parts.") % {"n": rules.MOST_SESSIONS})
    made = session or Session(conference=found)
    for one in fields(slotted):
        value = getattr(slotted, one.name)
        setattr(made, one.name, value.strip() if isinstance(value, str) else value)
    if not (found.begins <= made.begins and made.ends <= found.ends):
        raise Refused(_("This part is outside the times of the conference."))
    made.save()
    if found.state == ConferenceState.OPEN:
        _enter_programme(found, now)
    record(actor=actor, verb="conferences.session_written", thing=found, at=now, facts={"name": made.title})
    return made


@transaction.atomic
def remove_session(*, actor: Actor, session: Session, now: datetime) -> None:
    """Take a part out of the programme."""
    found = held(session.conference)
    insist(rules.may_plan(actor, found.dialogue, found))
    session.delete()
    if found.state == ConferenceState.OPEN:
        _enter_programme(found, now)
    record(actor=actor, verb="conferences.session_removed", thing=found, at=now, facts={"name": session.title})


@transaction.atomic
def open_seats(*, actor: Actor, conference: Conference, now: datetime) -> Conference:
    """Show programme and rules to everyone, and let suppliers take seats; everybody who takes part in the dialogue gets a letter."""
    found = held(conference)
    insist(rules.may_open(actor, found, found.sessions.count(), now))
    found.state, found.opened_at = CONFERENCE.after("open", found.state), now
    found.save(update_fields=["state", "opened_at"])
    _enter_programme(found, now)
    told = letters.opened(found, receivers(found.dialogue, now.date()))
    record(actor=actor, verb="conferences.opened", thing=found, at=now, letters=told)
    return found


@transaction.atomic
def call_off_conference(*, actor: Actor, conference: Conference, reason: str, now: datetime) -> Conference:
    """Call the conference off with the reason everyone reads; those who had a seat or waited get a letter. It can be planned anew."""
    found = held(conference)
    insist(rules.may_do(actor, found, "call_off"))
    if not reason.strip():
        raise Refused(_("Say why the conference is called off. Everyone reads it."))
    found.state, found.called_off_reason = CONFERENCE.after("call_off", found.state), reason.strip()
    found.save(update_fields=["state", "called_off_reason"])
    told = []
    for seat in queries.seats_of(found).filter(queries.SPEAKS):
        seat.conference = found
        told.append(letters.about("called_off", seat))
    found.seats.exclude(state=SeatState.LEFT).update(state=SeatState.LEFT, offer_until=None, named=False, reminded_at=None)  # fmt: skip
    with override(found.dialogue.language):
        title = _("The dialogue conference is called off: %(reason)s") % {"reason": found.called_off_reason}
    enter(dialogue=found.dialogue, kind="published", thing="conference-called-off", title=title, at=now, now=now)
    record(actor=actor, verb="conferences.called_off", thing=found, at=now, letters=told, facts={"reason": found.called_off_reason})  # fmt: skip
    return found


def _enter_programme(conference: Conference, now: datetime) -> None:
    """What everyone was told of the conference stands in the ledger: when, where, for how many, and each part."""
    said = [str(getattr(conference, name)) for name in ("form", "place", "room", "lines", "most", "list_rule")]
    said += [one.isoformat() for one in (conference.begins, conference.ends, conference.seats_until)]
    said += [f"{one.begins.isoformat()} {one.minutes} {one.title} {one.by} {one.where}" for one in conference.sessions.all()]  # fmt: skip
    with override(conference.dialogue.language):
        title = _("Programme and rules of the dialogue conference")
    content = sha256("\n".join(said).encode()).hexdigest()
    enter(dialogue=conference.dialogue, kind="published", thing=queries.PROGRAMME, title=title, at=now, now=now, content=content)  # fmt: skip

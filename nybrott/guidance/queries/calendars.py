"""What stands in a person's own calendar. Rooms above add what they know of with `add_calendar`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.guidance.models import CalendarKey, Session
from nybrott.guidance.queries.sessions import coming_for
from nybrott.guidance.states import SessionState
from nybrott.people.models import User

BACK = timedelta(days=60)  # how far back a calendar program finds what has been


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. `uid` is the same for the same thing for ever; `turn` grows when it moves, so that calendars take the newer one."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    url: str = ""
    place: str = ""
    link: str = ""
    cancelled: bool = False
    turn: int = 0


Read = Callable[[User, datetime], Iterable[CalendarEvent]]
_READ: list[Read] = []


def add_calendar(read: Read) -> None:
    """What a room above has in a person's calendar from a moment on; texts in the language that is set."""
    if read not in _READ:
        _READ.append(read)


def event_of(session: Session, user_id: int | None) -> CalendarEvent:
    """A session as the person sees it in a calendar: with whom, not what about."""
    pairing = session.pairing
    other = pairing.driver if user_id == pairing.mentor.user_id else pairing.mentor
    return CalendarEvent(
        f"guidance-{session.pk}@nybrott", session.starts_at, session.ends_at, _("Guidance with %(name)s") % {"name": other.user.name},
        f"{settings.ADDRESS}{reverse('guidance:session', args=[session.pk])}", session.place, session.link,
        session.state == SessionState.CALLED_OFF, session.turn,
    )  # fmt: skip


def calendar_of(user: User, now: datetime) -> list[CalendarEvent]:
    """All that stands in a person's calendar, what was called off too, so that calendars take it out."""
    since = now - BACK
    own = [event_of(session, user.pk) for session in coming_for(user.pk, since)]
    return [*own, *(event for read in _READ for event in read(user, since))]


def user_of_calendar(token_hash: str) -> User | None:
    """Whose calendar an address opens; None when it opens none any more."""
    key = (
        CalendarKey.objects.filter(token_hash=token_hash, ended_at=None, user__is_active=True)
        .select_related("user")
        .first()
    )
    return key.user if key else None

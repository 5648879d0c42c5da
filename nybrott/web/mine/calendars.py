"""Gatherings and workshops in a person's own calendar, beside the sessions of guidance."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse

from nybrott.gatherings.models import Attendance
from nybrott.gatherings.states import AnswerState, GatheringState
from nybrott.guidance.queries import CalendarEvent
from nybrott.people.models import User
from nybrott.workshops.models import Seat
from nybrott.workshops.states import SeatState, WorkshopState

LEAST = 30  # minutes a workshop without steps takes in a calendar


def events_of(user: User, since: datetime) -> Iterator[CalendarEvent]:
    """What the person was asked to or comes to, from a moment on; what they said no to stands as called off. Two queries."""
    asked = Attendance.objects.filter(part__user=user, gathering__starts_at__gte=since)
    for one in asked.select_related("gathering").order_by("gathering__starts_at", "pk"):
        at = one.gathering
        yield CalendarEvent(
            f"gathering-{at.pk}@nybrott", at.starts_at, at.ends_at, at.title,
            f"{settings.ADDRESS}{reverse('gatherings:gathering', args=[at.pk])}", at.place, at.link,
            at.state == GatheringState.CALLED_OFF or one.state == AnswerState.DECLINED, at.turn,
        )  # fmt: skip
    seats = Seat.objects.filter(user=user, workshop__starts_at__gte=since).exclude(state=SeatState.OUT)
    for seat in (
        seats.select_related("workshop")
        .annotate(takes=Sum("workshop__steps__minutes"))
        .order_by("workshop__starts_at", "pk")
    ):
        work = seat.workshop
        yield CalendarEvent(
            f"workshop-{work.pk}@nybrott", work.starts_at, work.starts_at + timedelta(minutes=max(LEAST, seat.takes or 0)), work.title,
            f"{settings.ADDRESS}{reverse('workshops:workshop', args=[work.pk])}", work.place, work.link,
            work.state == WorkshopState.CALLED_OFF or seat.state == SeatState.DECLINED, work.turn,
        )  # fmt: skip

"""Waves: lists, who has answered, which are due."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.evaluations.models import Recipient, Wave, hash_of
from nybrott.evaluations.states import WaveState
from nybrott.people.queries.members import Page, cut


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be asked: address, name, the key of their account if they have one, and the language they read."""

    address: str
    name: str = ""
    user_id: int | None = None
    language: str = "nb"


def waves(actor: Actor, page: int) -> Page:
    """The organisation's waves, the newest first, each with how many are asked and have answered by now."""
    own = Wave.objects.visible_to(actor).select_related("edition", "series")
    found = own.annotate(asked=Count("recipients"), done=Count("recipients", filter=Q(recipients__answered=True)))
    return cut(found.order_by("-opens_on", "-pk"), page, 25)


def waves_about(actor: Actor, kind: str, ref: str) -> "QuerySet[Wave]":
    """The waves a room above planned about one of its things, oldest first."""
    return Wave.objects.visible_to(actor).filter(subject_kind=kind, subject_ref=ref).order_by("opens_on", "pk")


def rate(wave: Wave) -> tuple[int, int]:
    """How many have answered, of how many. After it is closed, as it was then."""
    if wave.state == WaveState.CLOSED:
        return wave.answered, wave.people
    found: dict[str, Any] = wave.recipients.aggregate(asked=Count("pk"), done=Count("pk", filter=Q(answered=True)))
    return found["done"], found["asked"]


def people_of(actor: Actor, wave: Wave, page: int) -> Page:
    """Whom it asks, by address, for those who may see it."""
    return cut(Recipient.objects.visible_to(actor).filter(wave=wave).order_by("address"), page, 50)


def recipient_behind(key: str) -> Recipient | None:
    """Whoever holds this key."""
    found = Recipient.objects.select_related("wave__edition", "wave__series", "wave__organisation")
    return found.filter(key_hash=hash_of(key)).first()


def earlier_of(wave: Wave) -> Wave | None:
    """The wave before it in its series that is closed."""
    if wave.series is None:
        return None
    found = wave.series.waves.filter(state=WaveState.CLOSED).exclude(pk=wave.pk)
    return found.order_by("-closes_on", "-pk").first()


def due_to_open(now: datetime) -> list[Wave]:
    """Those that open by themselves and whose first day has come."""
    return list(Wave.objects.filter(state=WaveState.PLANNED, opens_on__lte=timezone.localdate(now)).order_by("pk"))


def overdue(now: datetime) -> list[Wave]:
    """Open ones whose last day has been."""
    return list(Wave.objects.filter(state=WaveState.OPEN, closes_on__lt=timezone.localdate(now)).order_by("pk"))


def due_to_remind(now: datetime) -> list[Wave]:
    """Open ones with a reminder planned for today that has not gone."""
    day = timezone.localdate(now).isoformat()
    found = Wave.objects.filter(state=WaveState.OPEN, reminders__contains=day).exclude(reminded__contains=day)
    return list(found.order_by("pk"))

"""A mentor's part: the drivers, who needs help first and why, and what the mentor promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.core.actor import Actor
from nybrott.guidance.models import NextStep, Pairing
from nybrott.guidance.states import PairingState, SessionState
from nybrott.runs.models import Participation
from nybrott.runs.states import PartState, RunState
from nybrott.web.mine.counted import budget_of, minutes_of, with_minutes

MOST = 5
SILENT = timedelta(days=21)  # without a session, and none booked


@dataclass(frozen=True, slots=True)
class Guided:
    """A driver somebody guides. `needs`: what is amiss, in sentences, the weightiest first; `weight` what the list is sorted by."""

    pairing: Pairing
    held: int
    last: datetime | None
    coming: datetime | None
    open_steps: int
    needs: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class MentorPart:
    """One part as a mentor. `guided` those who need the mentor most first; `promised` what the mentor shall do, the earliest first."""

    part: Participation
    guided: tuple[Guided, ...]
    promised: tuple[NextStep, ...]
    minutes: int
    budget: int | None

    @property
    def free(self) -> int:
        """Places that are not taken."""
        return max(0, self.part.capacity - len(self.guided))


def mentor_parts(actor: Actor, now: datetime) -> list[MentorPart]:
    """The actor's parts as a mentor, the latest run first; as many queries for one driver as for twenty."""
    parts = list(
        with_minutes(Participation.objects.visible_to(actor).mentors())
        .filter(user_id=actor.user_id or 0, state__in=(PartState.IN, PartState.DONE))
        .exclude(run__state=RunState.CALLED_OFF)
        .select_related("run__organisation")
        .order_by("-run__begins_on", "-pk")[:MOST]
    )
    guided: dict[int, list[Guided]] = {}
    for pairing in _pairs(actor, parts, now):
        guided.setdefault(pairing.mentor_id, []).append(_guided(pairing, now))
    promised: dict[int, list[NextStep]] = {}
    mine = NextStep.objects.visible_to(actor).filter(
        who_id=actor.user_id, done_at=None, dropped_at=None, pairing__mentor__in=parts
    )
    for step in mine.select_related("pairing__driver__user").order_by("due_on", "pk")[:50]:
        promised.setdefault(step.pairing.mentor_id, []).append(step)
    return [
        MentorPart(
            part=one,
            guided=tuple(sorted(guided.get(one.pk, ()), key=lambda it: (-it.weight, it.pairing.driver.user.sort_name, it.pairing.pk))),
            promised=tuple(promised.get(one.pk, ())),
            minutes=minutes_of(one),
            budget=budget_of(one),
        )
        for one in parts
    ]  # fmt: skip


def _pairs(actor: Actor, parts: list[Participation], now: datetime) -> list[Pairing]:
    today = timezone.localdate(now)
    session, step = Q(sessions__state=SessionState.HELD), Q(steps__done_at=None, steps__dropped_at=None)
    found = Pairing.objects.visible_to(actor).current().filter(mentor__in=parts)
    return list(
        found.select_related("driver__user", "driver__unit", "driver__organisation", "driver__challenge", "run").annotate(
            held_count=Count("sessions", filter=session, distinct=True),
            last_at=Max("sessions__starts_at", filter=session),
            next_at=Min("sessions__starts_at", filter=Q(sessions__state=SessionState.BOOKED, sessions__starts_at__gte=now)),
            missed_at=Max("sessions__starts_at", filter=Q(sessions__state=SessionState.NO_SHOW)),
            open_count=Count("steps", filter=step, distinct=True),
            late_count=Count("steps", filter=step & Q(steps__due_on__lt=today), distinct=True),
        )
    )  # fmt: skip


def _guided(pairing: Pairing, now: datetime) -> Guided:
    said = pairing.__dict__  # what the query annotated
    needs, weight = needs_of(
        waits=pairing.state == PairingState.PROPOSED and pairing.mentor_yes_at is None,
        stands_since=max((at for at in (pairing.driver_yes_at, pairing.mentor_yes_at) if at), default=pairing.proposed_at),
        last=said["last_at"], coming=said["next_at"], missed=said["missed_at"], late=said["late_count"], now=now,
    )  # fmt: skip
    return Guided(pairing, said["held_count"], said["last_at"], said["next_at"], said["open_count"], needs, weight)


def needs_of(
    *, waits: bool, stands_since: datetime, last: datetime | None, coming: datetime | None, missed: datetime | None, late: int, now: datetime
) -> tuple[tuple[str, ...], int]:  # fmt: skip
    """Why a driver needs the mentor now, the weightiest first, and how much that weighs together (nothing: all is well)."""
    found: list[tuple[int, str]] = []
    if waits:
        found.append((100, _("Waiting for your yes to guide.")))
    if missed and (last is None or missed > last) and coming is None:
        found.append((60, _("The last session was missed, and no new one is booked.")))
    elif coming is None and now - (last or stands_since) > SILENT:
        days = (now - (last or stands_since)).days
        found.append(
            (
                50,
                ngettext(
                    "No session for %(n)s day, and none is booked.",
                    "No session for %(n)s days, and none is booked.",
                    days,
                )
                % {"n": days},
            )
        )
    elif coming is None and not waits:
        found.append((10, _("No session is booked.")))
    if late:
        found.append((30, ngettext("%(n)s agreed step is late.", "%(n)s agreed steps are late.", late) % {"n": late}))
    found.sort(reverse=True)
    return tuple(said for _weight, said in found), sum(weight for weight, _said in found)

"""When a pair can meet: the mentor's times without what either of the two has booked, in any run."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from nybrott.core import openings
from nybrott.core.actor import Actor
from nybrott.desk.models import Task
from nybrott.guidance.models import Pairing, Session, Terms
from nybrott.guidance.states import PairingState, SessionState
from nybrott.runs.models import Participation, Run
from nybrott.runs.states import PartState, RunState

LONGEST = timedelta(minutes=240)  # a session
SHORTEST_MINUTES, LONGEST_MINUTES = 15, 240


def planned(run: Run) -> tuple[int, int]:
    """What the run's programme says of guidance: how many times, and minutes each. (0, 60) when it says nothing."""
    said: list[dict[str, Any]] = [one for one in run.package.content.get("activities", []) if one["kind"] == "guidance"]
    times = sum(int(one["times"]) for one in said)
    minutes = int(said[0]["minutes"]) if said else 60
    return times, min(max(minutes, SHORTEST_MINUTES), LONGEST_MINUTES)


def terms_of(mentor: Participation) -> Terms:
    """The mentor's terms; until they said something, those that follow from the programme, which are not kept."""
    return Terms.objects.filter(mentor=mentor).first() or Terms(mentor=mentor, minutes=planned(mentor.run)[1])


def taken(users: Collection[int], *, since: datetime, but: Session | None = None) -> list[openings.Span]:
    """When any of these people meets somebody, as driver or as mentor, in any run, from `since` on."""
    theirs = Q(pairing__driver__user_id__in=users) | Q(pairing__mentor__user_id__in=users)
    found = Session.objects.filter(
        theirs, state=SessionState.BOOKED, pairing__state=PairingState.STANDS, starts_at__gt=since - LONGEST
    )
    spans = found.exclude(pk=but.pk if but else 0).values_list("starts_at", "minutes")
    return [(begins, begins + timedelta(minutes=minutes)) for begins, minutes in spans]


def clash(
    users: Collection[int], starts_at: datetime, minutes: int, but: Session | None = None
) -> openings.Span | None:
    """The first meeting of one of these people that is at the same time; None when both are free."""
    ends_at = starts_at + timedelta(minutes=minutes)
    busy = taken(users, since=starts_at, but=but)
    return next((span for span in sorted(busy) if starts_at < span[1] and span[0] < ends_at), None)


def zone() -> tzinfo:
    """Where the clock hangs that mentors' times are told by."""
    return timezone.get_default_timezone()


def free_times(pairing: Pairing, *, now: datetime, but: Session | None = None) -> list[datetime]:
    """Every moment at which the driver can book the mentor, within the run. `but`: a session that is to be moved."""
    mentor, run = pairing.mentor, pairing.run
    terms = terms_of(mentor)
    found = openings.openings(
        [openings.Weekly(one.weekday, one.begins, one.ends) for one in mentor.weekly.all()],
        [openings.Otherwise(one.day, one.opened, one.begins, one.ends) for one in mentor.other_times.all()],
        openings.Terms(terms.minutes, terms.notice_hours, terms.days_ahead), now=now, zone=zone(), first=run.begins_on, last=run.ends_on,
        taken=taken((pairing.driver.user_id, mentor.user_id), since=now, but=but),
    )  # fmt: skip
    return [moment.astimezone(UTC) for moment in found]


def by_day(moments: list[datetime]) -> list[tuple[datetime, list[datetime]]]:
    """Moments under the day they are on, where the clock hangs."""
    local = [moment.astimezone(zone()) for moment in moments]
    days = [list(some) for _day, some in groupby(local, key=lambda moment: moment.date())]
    return [(some[0], some) for some in days]


def has_times(mentor: Participation, now: datetime) -> bool:
    """Whether the mentor has said anything that can be booked: a time of the week, or a day still to come."""
    today = timezone.localdate(now, zone())
    return mentor.weekly.exists() or mentor.other_times.filter(opened=True, day__gte=today).exists()


def without_times(now: datetime) -> QuerySet[Pairing]:
    """The pairs that stand, in runs that are not over, whose mentor cannot be booked."""
    today = timezone.localdate(now, zone())
    over = (RunState.ENDED, RunState.CALLED_OFF)
    open_day = Q(mentor__other_times__opened=True, mentor__other_times__day__gte=today)
    some = Pairing.objects.filter(Q(mentor__weekly__isnull=False) | open_day).values("pk")
    found = Pairing.objects.filter(state=PairingState.STANDS).exclude(run__state__in=over).exclude(pk__in=some)
    return found.select_related("driver__user", "mentor__user", "mentor__organisation", "run").order_by("pk")


def mentor_parts(actor: Actor) -> QuerySet[Participation]:
    """The actor's own parts as mentor in runs that are not over."""
    mine = Participation.objects.visible_to(actor).mentors().filter(user_id=actor.user_id or 0, state=PartState.IN)
    return (
        mine.exclude(run__state__in=(RunState.ENDED, RunState.CALLED_OFF))
        .select_related("run")
        .order_by("-run__begins_on")
    )


def asked_for_times() -> QuerySet[Pairing]:
    """The pairs whose mentor has an open task to say when they can be booked."""
    open_ones = Task.objects.filter(about_kind="runs.participation", word="times", state="open")
    return Pairing.objects.filter(mentor_id__in=[int(ref) for ref in open_ones.values_list("about_ref", flat=True)])

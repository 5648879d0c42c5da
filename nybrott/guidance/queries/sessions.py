"""Sessions of a pair, what comes next, and what guidance was part of a challenge."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.guidance.models import NextStep, Pairing, Session
from nybrott.guidance.queries.times import free_times, planned, zone
from nybrott.guidance.states import PairingState, SessionState
from nybrott.people.models import User

PER_PAGE = 10
SUGGESTED = 3  # times
BETWEEN = timedelta(days=7)  # two sessions, at least
COUNTED = (SessionState.BOOKED, SessionState.HELD)
_WHOLE = ("pairing__driver__user", "pairing__mentor__user", "pairing__run", "challenge")


def sessions_of(pairing: Pairing) -> QuerySet[Session]:
    """The pair's sessions, the latest first."""
    return pairing.sessions.select_related("challenge").order_by("-starts_at", "-pk")


def session_page(pairing: Pairing, page: int) -> Page[Session]:
    """Some of them at a time."""
    return Paginator(sessions_of(pairing), PER_PAGE).get_page(page)


def next_session(pairing: Pairing, now: datetime) -> Session | None:
    """The one that is booked and not over, the first of them."""
    coming = pairing.sessions.filter(state=SessionState.BOOKED, starts_at__gte=now - timedelta(hours=1))
    return coming.order_by("starts_at", "pk").first()


def waits_for_word(pairing: Pairing, now: datetime) -> Session | None:
    """One that should be over and of which nobody has said how it went."""
    past = pairing.sessions.filter(state=SessionState.BOOKED, starts_at__lt=now - timedelta(hours=1))
    return past.order_by("starts_at", "pk").first()


def coming_for(user_id: int, since: datetime) -> QuerySet[Session]:
    """All sessions of a person from `since` on, called off ones too, for their calendar."""
    theirs = Q(pairing__driver__user_id=user_id) | Q(pairing__mentor__user_id=user_id)
    return Session.objects.filter(theirs, starts_at__gte=since).select_related(*_WHOLE).order_by("starts_at", "pk")


def my_pairs(actor: Actor) -> QuerySet[Pairing]:
    """The pairs one is in, those that stand first, with what is to come of each."""
    mine = Pairing.objects.visible_to(actor).of_person(actor).exclude(state=PairingState.DECLINED)
    return (
        mine.select_related("driver__user", "driver__challenge", "mentor__user", "run")
        .annotate(held=Count("sessions", filter=Q(sessions__state=SessionState.HELD)))
        .order_by("-state", "-run__begins_on", "driver__user__name", "pk")
    )


# --- when to meet next ---


@dataclass(frozen=True, slots=True)
class Suggestion:
    """When the next session should be. `number` of `times` that the programme has (0: it does not say), around `on`;
    `after` is the agreed step it waits for; `times_free` are the free ones nearest to it, in order."""

    number: int
    times: int
    on: date
    after: NextStep | None
    free: tuple[datetime, ...]


def suggestion(pairing: Pairing, now: datetime) -> Suggestion | None:
    """From the programme's sessions spread evenly over the run, and from what the two agreed; None while one is booked, or when
    the programme's are all held and nothing agreed is open."""
    if next_session(pairing, now) or waits_for_word(pairing, now):
        return None
    run, times = pairing.run, planned(pairing.run)[0]
    had = list(pairing.sessions.filter(state__in=COUNTED).order_by("-starts_at").values_list("starts_at", flat=True))
    open_step = pairing.steps.filter(done_at=None, dropped_at=None).order_by("-due_on", "-pk").first()
    if times and len(had) >= times and open_step is None:
        return None
    number = len(had) + 1
    spread = (run.ends_on - run.begins_on) / max(times, number)
    wanted = run.begins_on + spread * (number - 1)
    if open_step is not None:
        wanted = max(open_step.due_on, timezone.localdate(had[0], zone()) + BETWEEN if had else open_step.due_on)
    wanted = min(max(wanted, timezone.localdate(now, zone())), run.ends_on)
    free = free_times(pairing, now=now)
    near = sorted(free, key=lambda moment: (abs(timezone.localdate(moment, zone()) - wanted), moment))[:SUGGESTED]
    return Suggestion(number, times, wanted, open_step, tuple(sorted(near)))


# --- what guidance was part of a challenge; for its page and its red thread ---


def sessions_of_challenge(actor: Actor, challenge: Challenge) -> QuerySet[Session]:
    """The sessions that were about a challenge, as far as somebody sees the pair; called off ones are left out."""
    found = Session.objects.visible_to(actor).filter(challenge=challenge).exclude(state=SessionState.CALLED_OFF)
    return found.select_related(*_WHOLE).order_by("starts_at", "pk")


def steps_of_challenge(actor: Actor, challenge: Challenge) -> QuerySet[NextStep]:
    """What was agreed in guidance to be done with a challenge, as far as somebody sees the pair; not what was let be."""
    found = NextStep.objects.visible_to(actor).filter(challenge=challenge, dropped_at=None)
    return found.select_related("who", "session", "pairing__driver__user", "pairing__mentor__user").order_by(
        "due_on", "pk"
    )


def people_of_challenge(actor: Actor, challenge: Challenge) -> list[tuple[User, str]]:
    """The drivers and mentors whose guidance was about a challenge, each with "driver" or "mentor", in the order they came in."""
    found: dict[tuple[int, str], tuple[User, str]] = {}
    for session in sessions_of_challenge(actor, challenge):
        for part in (session.pairing.driver, session.pairing.mentor):
            found.setdefault((part.user_id, part.kind), (part.user, part.kind))
    return list(found.values())

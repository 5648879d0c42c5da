"""A driver's part: the next step, the challenge, the mentor, the next session, and the hours."""

from dataclasses import dataclass
from datetime import datetime

from nybrott.challenges.queries import my_steps
from nybrott.challenges.queries.mine import MyStep
from nybrott.core.actor import Actor
from nybrott.guidance.models import NextStep, Pairing, Session
from nybrott.guidance.states import SessionState
from nybrott.runs.models import Participation
from nybrott.runs.states import PartState, RunState
from nybrott.web.mine.counted import NONE, budget_of, minutes_of, sessions_of, with_minutes

MOST = 5  # parts, sessions and steps on one page


@dataclass(frozen=True, slots=True)
class DriverPart:
    """One part as a driver. `pairing` is the one that is proposed or stands; `sessions` those to come, the next first; `held` how many
    there were; `steps` what was agreed and is not done, the earliest first; `minutes` used of `budget` hours (None: nobody said)."""

    part: Participation
    pairing: Pairing | None
    sessions: tuple[Session, ...]
    held: int
    steps: tuple[NextStep, ...]
    challenge_step: MyStep | None
    minutes: int
    budget: int | None

    @property
    def must_answer(self) -> bool:
        """Whether the pairing waits for the driver's own yes."""
        return self.pairing is not None and self.pairing.state == "proposed" and self.pairing.driver_yes_at is None


def driver_parts(actor: Actor, now: datetime) -> list[DriverPart]:
    """The actor's parts as a driver, the latest run first; as many queries for one as for five."""
    parts = list(
        with_minutes(Participation.objects.visible_to(actor).drivers())
        .filter(user_id=actor.user_id or 0, run__state__in=(RunState.RECRUITING, RunState.RUNNING, RunState.ENDED))
        .exclude(state__in=(PartState.WITHDRAWN, PartState.DECLINED))
        .select_related("run__organisation", "unit", "challenge")
        .order_by("-run__begins_on", "-pk")[:MOST]
    )
    live = Pairing.objects.visible_to(actor).current().filter(driver__in=parts)
    pairs = {one.driver_id: one for one in live.select_related("mentor__user", "mentor__organisation", "driver", "run")}
    to_come = Session.objects.visible_to(actor).filter(
        state=SessionState.BOOKED, starts_at__gte=now, pairing__in=live.values("pk")
    )
    sessions: dict[int, list[Session]] = {}
    for session in to_come.order_by("starts_at")[:50]:
        sessions.setdefault(session.pairing_id, []).append(session)
    agreed = NextStep.objects.visible_to(actor).filter(done_at=None, dropped_at=None, pairing__driver__in=parts)
    open_steps: dict[int, list[NextStep]] = {}
    for step in agreed.select_related("who", "pairing").order_by("due_on", "pk")[:50]:
        open_steps.setdefault(step.pairing.driver_id, []).append(step)
    held = sessions_of(actor, parts, now)
    challenge_steps = {one.challenge.pk: one for one in my_steps(actor, limit=50)} if parts else {}
    return [
        DriverPart(
            part=one,
            pairing=(pairing := pairs.get(one.pk)),
            sessions=tuple(sessions.get(pairing.pk if pairing else 0, ())[:MOST]),
            held=held.get(one.pk, NONE).held,
            steps=tuple(open_steps.get(one.pk, ())[:MOST]),
            challenge_step=challenge_steps.get(one.challenge_id or 0),
            minutes=minutes_of(one),
            budget=budget_of(one),
        )
        for one in parts
    ]

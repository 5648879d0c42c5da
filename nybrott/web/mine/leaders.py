"""A unit leader's page: who of the own people takes part, the time it takes, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.effects.queries import Living, living
from nybrott.runs.models import Participation, Run, Yes
from nybrott.runs.states import PartState, RunState
from nybrott.web.mine.counted import NONE, Sessions, budget_of, minutes_of, sessions_of, with_minutes

MOST = 100
MOST_RUNS = 3  # whose targets are shown


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """Somebody a leader answers for, in a run: minutes used of the hours said yes to, and sessions."""

    part: Participation
    minutes: int
    budget: int | None
    sessions: Sessions

    @property
    def over(self) -> bool:
        """Whether more time has gone than was said yes to."""
        return self.budget is not None and self.minutes > self.budget * 60


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """`asked`: what waits for the leader's yes; `people` those who take part, by unit and name; `reaches` what the newest
    of their runs shall reach, and how far that has come."""

    asked: tuple[Yes, ...]
    people: tuple[OwnPerson, ...]
    reaches: tuple[tuple[Run, list[Living]], ...]


def leader_page(actor: Actor, now: datetime) -> LeaderPage:
    """What the actor answers for: people whose leader they are, and those of their own units when leading one."""
    mine = Q(leader_id=actor.user_id)
    if "leader" in actor.roles:
        mine |= Q(unit_id__in=actor.unit_ids)
    parts = list(
        with_minutes(Participation.objects.visible_to(actor))
        .filter(mine, state__in=(PartState.IN, PartState.DONE, PartState.WAITING))
        .exclude(user_id=actor.user_id or 0)
        .select_related("user", "unit", "run", "challenge")
        .order_by("unit__name", "user__sort_name", "pk")[:MOST]
    )
    sessions = sessions_of(actor, parts, now)
    runs = {part.run_id: part.run for part in parts if part.run.state in (RunState.RUNNING, RunState.ENDED)}
    newest = sorted(runs.values(), key=lambda one: (one.begins_on, one.pk), reverse=True)[:MOST_RUNS]
    stand = living(newest, timezone.localdate(now))
    asked = Yes.objects.visible_to(actor).filter(part__leader_id=actor.user_id, answer=None, put_aside_at=None)
    return LeaderPage(
        asked=tuple(asked.select_related("part__user", "part__run", "part__unit").order_by("asked_at")[:MOST]),
        people=tuple(OwnPerson(one, minutes_of(one), budget_of(one), sessions.get(one.pk, NONE)) for one in parts),
        reaches=tuple((one, stand[one.pk]) for one in newest if stand[one.pk]),
    )

"""What several of these pages count of a part: sessions and minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum

from nybrott.core.actor import Actor
from nybrott.guidance.models import Session
from nybrott.guidance.states import SessionState
from nybrott.runs.models import Hours, Participation


@dataclass(frozen=True, slots=True)
class Sessions:
    """How often a part's sessions were held and missed, when the last was held and when the next is."""

    held: int = 0
    missed: int = 0
    last: datetime | None = None
    coming: datetime | None = None


NONE = Sessions()


def with_minutes(parts: "QuerySet[Participation]") -> "QuerySet[Participation]":
    """The same with `minutes_used`, None where nobody noted any."""
    noted = Hours.objects.filter(part=OuterRef("pk")).order_by().values("part").annotate(sum=Sum("minutes"))
    return parts.annotate(minutes_used=Subquery(noted.values("sum")))


def minutes_of(part: Participation) -> int:
    """What `with_minutes` found."""
    return getattr(part, "minutes_used", None) or 0


def budget_of(part: Participation) -> int | None:
    """Hours that were said yes to, else those the run sets aside for the role; None when nobody said."""
    return part.hours if part.hours is not None else part.run.hours.get(part.kind)


def sessions_of(actor: Actor, parts: Sequence[Participation], now: datetime) -> dict[int, Sessions]:
    """Part → its sessions, as driver or as mentor. Two queries."""
    found: dict[int, Sessions] = {}
    for side in ("driver", "mentor"):
        rows = (
            Session.objects.visible_to(actor)
            .filter(**{f"pairing__{side}__in": parts})
            .values(f"pairing__{side}_id")
            .annotate(
                held=Count("pk", filter=Q(state=SessionState.HELD)),
                missed=Count("pk", filter=Q(state=SessionState.NO_SHOW)),
                last=Max("starts_at", filter=Q(state=SessionState.HELD)),
                coming=Min("starts_at", filter=Q(state=SessionState.BOOKED, starts_at__gte=now)),
            )
            .order_by()
        )
        found |= {
            row[f"pairing__{side}_id"]: Sessions(row["held"], row["missed"], row["last"], row["coming"]) for row in rows
        }
    return found

"""How long each kind of personal data is kept, and what has been kept long enough."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import models
from django.db.models import Count, Min

from nybrott.people.queries.declared import Kind, kinds

NIGHTLY = "37 3 * * *"  # when retention runs by itself, in UTC
_MINUTE, _HOUR = (int(part) for part in NIGHTLY.split()[:2])


@dataclass(frozen=True, slots=True)
class Due:
    """One kind with a limit: what is older than `limit` goes. `count` rows would go now, the oldest from `oldest`."""

    kind: Kind
    limit: datetime
    count: int
    oldest: datetime | date | None


def next_run(now: datetime) -> datetime:
    """When retention runs by itself the next time."""
    today = now.astimezone(UTC).replace(hour=_HOUR, minute=_MINUTE, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def limited() -> Iterator[Kind]:
    """The kinds that go by themselves, each table once."""
    seen: set[str] = set()
    for kind in kinds():
        if kind.said.keep_days is not None and kind.label not in seen:
            seen.add(kind.label)
            yield kind


def limit_of(kind: Kind, now: datetime) -> datetime:
    """The moment that rows must be older than to go."""
    return now - timedelta(days=kind.said.keep_days or 0)


def old(kind: Kind, now: datetime) -> models.QuerySet[models.Model]:
    """The rows that have been kept long enough, the oldest first. A row without the date waits."""
    limit = limit_of(kind, now)
    field = kind.model._meta.get_field(kind.said.since)
    before = limit if isinstance(field, models.DateTimeField) else limit.date()
    rows = kind.model._base_manager.filter(**{f"{kind.said.since}__lt": before})
    return rows.order_by(kind.said.since, "pk")


def due(now: datetime, organisation_id: int | None = None) -> list[Due]:
    """What would go now, kind by kind: of one organisation, or on the whole host. One question for each kind."""
    found = []
    for kind in limited():
        rows = old(kind, now)
        if organisation_id is not None:
            # what belongs to no organisation is the host's, and none of theirs
            rows = rows.filter(**{kind.organisation: organisation_id}) if kind.organisation else rows.none()
        said = rows.order_by().aggregate(count=Count("pk"), oldest=Min(kind.said.since))
        found.append(Due(kind, limit_of(kind, now), said["count"], said["oldest"]))
    return found

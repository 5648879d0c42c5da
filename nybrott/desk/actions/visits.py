"""That somebody looked at their desk. A look is nothing that happened, so nothing is recorded."""

from datetime import datetime, timedelta

from django.db.models import Case, F, When

from nybrott.core.actor import Actor
from nybrott.desk.models import Visit

AWAY = timedelta(minutes=30)  # after so long without a look the next one is another visit


def note_visit(*, actor: Actor, now: datetime) -> Visit | None:
    """Note a look; gives when this visit and the one before were. None for who belongs nowhere. Two looks at once count as one."""
    if actor.user_id is None or actor.organisation_id is None:
        return None
    own = {"user_id": actor.user_id, "organisation_id": actor.organisation_id}
    looked = Visit.objects.filter(**own, seen_at__lte=now).update(
        before_at=Case(When(seen_at__lt=now - AWAY, then=F("seen_at")), default=F("before_at")), seen_at=now
    )
    if not looked:
        Visit.objects.get_or_create(**own, defaults={"seen_at": now})
    return Visit.objects.get(**own)


def put_beginning_away(*, actor: Actor, away: bool, now: datetime) -> None:
    """Put the list of first steps away, or take it out again."""
    Visit.objects.update_or_create(
        user_id=actor.user_id or 0, organisation_id=actor.organisation_id or 0,
        defaults={"beginning_hidden_at": now if away else None}, create_defaults={"seen_at": now, "beginning_hidden_at": now if away else None},
    )  # fmt: skip

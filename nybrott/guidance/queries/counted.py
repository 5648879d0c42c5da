"""How much guidance there is in units, for the map of silent ones."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Count

from nybrott.guidance.models import Session
from nybrott.guidance.states import SessionState


def sessions_in(units: Collection[int], since: datetime) -> Mapping[int, int]:
    """Unit's key → sessions that were held with drivers of it, from a moment on."""
    held = Session.objects.filter(state=SessionState.HELD, pairing__driver__unit__in=units, starts_at__gte=since)
    return dict(held.values_list("pairing__driver__unit").annotate(n=Count("pk")).order_by())

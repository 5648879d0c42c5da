"""How often drivers did something with colleagues in units, for the map of silent ones."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Count

from nybrott.gatherings.models import Outreach


def outreach_in(units: Collection[int], since: datetime) -> Mapping[int, int]:
    """Unit's key → how often something was done with colleagues of it, from the day of a moment on."""
    done = Outreach.objects.filter(unit__in=units, held_on__gte=since.date())
    return dict(done.values_list("unit").annotate(n=Count("pk")).order_by())

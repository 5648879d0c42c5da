"""Guidance in units, as the map of silent ones counts it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nybrott.efforts.queries.units import ACTIVITY
from nybrott.guidance import queries
from nybrott.guidance.models import Session
from nybrott.guidance.tests.factories import a_pairing, a_session
from nybrott.people.tests.factories import a_unit, an_organisation
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db


def test_sessions_that_were_held_count_in_the_drivers_unit() -> None:
    place, now = an_organisation(), timezone.now()
    unit, run = a_unit(place), a_run(place)
    pairing = a_pairing(place, run=run, driver=a_part(run, unit=unit))
    held, early, _booked = (a_session(pairing, now - timedelta(days=days)) for days in (2, 40, -3))
    Session.objects.filter(pk__in=[held.pk, early.pk]).update(state="held", closed_at=now)
    assert queries.sessions_in([unit.pk], now - timedelta(days=30)) == {unit.pk: 1}
    assert queries.sessions_in([a_unit(place).pk], now - timedelta(days=30)) == {}
    assert ACTIVITY["sessions"][1] is queries.sessions_in

"""What drivers did with colleagues in units, as the map of silent ones counts it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nybrott.efforts.queries.units import ACTIVITY
from nybrott.gatherings import queries
from nybrott.gatherings.tests.factories import an_outreach
from nybrott.people.tests.factories import a_unit, an_organisation
from nybrott.runs.tests.factories import a_part, under_way

pytestmark = pytest.mark.django_db


def test_what_was_done_with_colleagues_counts_in_their_unit() -> None:
    place, now = an_organisation(), timezone.now()
    unit, other = a_unit(place), a_unit(place)
    part = a_part(under_way(place), unit=other)
    an_outreach(part, unit=unit)
    assert queries.outreach_in([unit.pk, other.pk], now - timedelta(days=30)) == {unit.pk: 1}
    assert queries.outreach_in([unit.pk], now + timedelta(days=2)) == {}
    assert ACTIVITY["outreach"][1] is queries.outreach_in

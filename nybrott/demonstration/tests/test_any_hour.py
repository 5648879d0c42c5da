"""The whole demonstration can be filled at any hour: nights and midnights move what is reckoned back from now to another day."""

from datetime import time

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from nybrott.demonstration import fill_site
from nybrott.effects.models import Report
from nybrott.procurements.models import Procurement

HOURS = (time(0, 10), time(1, 30), time(2, 59), time(5), time(23, 50))


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("clock", HOURS, ids=str)
def test_it_can_be_filled_at_any_hour(clock: time) -> None:
    now = timezone.localtime().replace(hour=clock.hour, minute=clock.minute)
    with override(settings.LANGUAGE_CODE), transaction.atomic():
        place = fill_site(now)
        assert Procurement.objects.filter(organisation=place).count() == 60
        assert Report.objects.exists()
        transaction.set_rollback(True)

"""Pairings and sessions, for tests."""

from datetime import datetime, timedelta

from django.utils import timezone

from nybrott.guidance.models import Pairing, Session
from nybrott.people.models import Organisation
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run


def a_pairing(
    place: Organisation, /, *, run: Run | None = None, driver: Participation | None = None, mentor: Participation | None = None,
    state: str = "stands", **more: object,
) -> Pairing:  # fmt: skip
    """A pair in a run, which both have said yes to."""
    run, now = run or a_run(place), timezone.now()
    driver, mentor = driver or a_part(run, "driver"), mentor or a_part(run, "mentor")
    yes = {"driver_yes_at": now, "mentor_yes_at": now} if state == "stands" else {}
    return Pairing.objects.create(run=run, driver=driver, mentor=mentor, state=state, proposed_at=now, **yes | more)


def a_session(pairing: Pairing, /, starts_at: datetime | None = None, **more: object) -> Session:
    """A booked session of the pair, a week from now."""
    now = timezone.now()
    return Session.objects.create(
        pairing=pairing, starts_at=starts_at or now + timedelta(days=7), booked_at=now, **more
    )

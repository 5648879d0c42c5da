"""What people's accounts need done without anyone waiting."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.people.actions import limits
from nybrott.people.actions.keeping import delete_old
from nybrott.people.queries.keeping import NIGHTLY


@app.periodic(cron=NIGHTLY)
@app.task(name="people.delete_old", queueing_lock="people.delete_old", lock="people.delete_old")
def delete_old_data(timestamp: int) -> None:
    """Every night: what has been kept long enough is deleted, also sign-ins that have run out."""
    delete_old(actor=system("Retention"), now=timezone.now())


@app.periodic(cron="27 3 * * *")
@app.task(name="people.forget_tries")
def forget_tries(timestamp: int) -> None:
    """Every night: counts of tries that have run out are deleted."""
    limits.forget_tries(now=datetime.fromtimestamp(timestamp, UTC))

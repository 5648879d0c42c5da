"""What retention does without anyone waiting."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.privacy.actions.keeping import delete_old
from nybrott.privacy.queries.keeping import NIGHTLY


@app.periodic(cron=NIGHTLY)
@app.task(name="privacy.delete_old", queueing_lock="privacy.delete_old", lock="privacy.delete_old")
def delete_old_data(timestamp: int) -> None:
    """Every night: what has been kept long enough is deleted, also sign-ins that have run out."""
    delete_old(actor=system("Retention"), now=timezone.now())

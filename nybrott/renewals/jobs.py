"""What the radar does without anyone waiting."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.renewals import actions, queries
from nybrott.renewals.states import HowOften


@app.periodic(cron="*/5 * * * *")
@app.task(name="renewals.read_contracts", queueing_lock="renewals.read_contracts")
def read_contracts(timestamp: int) -> None:
    """Every five minutes: when the lake was rebuilt, let the radar follow it. That only one does it is seen to by the action's own lock."""
    actions.read_contracts(now=timezone.now())


@app.periodic(cron="37 6 * * 1")
@app.task(name="renewals.weekly", queueing_lock="renewals.weekly")
def weekly(timestamp: int) -> None:
    """Every Monday morning: what has come within sight."""
    _send(HowOften.WEEKLY, datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="43 6 1 * *")
@app.task(name="renewals.monthly", queueing_lock="renewals.monthly")
def monthly(timestamp: int) -> None:
    """The first of every month: what has come within sight."""
    _send(HowOften.MONTHLY, datetime.fromtimestamp(timestamp, UTC))


def _send(how: str, now: datetime) -> None:
    for organisation in queries.receiving(how):
        actions.send_bulletin(actor=system("Nybrott", organisation.pk), organisation=organisation, how=how, now=now)

"""What people's accounts need done without anyone waiting."""

from datetime import UTC, datetime

from django.core.management import call_command
from procrastinate.contrib.django import app

from nybrott.people.actions import limits


@app.periodic(cron="17 3 * * *")
@app.task(name="people.forget_expired_sessions")
def forget_expired_sessions(timestamp: int) -> None:
    """Every night: sign-ins that have run out are deleted, so that nothing about them is kept longer than needed."""
    call_command("clearsessions")


@app.periodic(cron="27 3 * * *")
@app.task(name="people.forget_tries")
def forget_tries(timestamp: int) -> None:
    """Every night: counts of tries that have run out are deleted."""
    limits.forget_tries(now=datetime.fromtimestamp(timestamp, UTC))

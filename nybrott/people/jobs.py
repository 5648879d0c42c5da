"""What people's accounts need done without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.people.actions import limits


@app.periodic(cron="27 3 * * *")
@app.task(name="people.forget_tries")
def forget_tries(timestamp: int) -> None:
    """Every night: counts of tries that have run out are deleted."""
    limits.forget_tries(now=datetime.fromtimestamp(timestamp, UTC))

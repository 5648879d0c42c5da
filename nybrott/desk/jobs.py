"""What the desk does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.desk import actions


@app.periodic(cron="41 2 * * *")
@app.task(name="desk.sweep_uploads")
def sweep_uploads(timestamp: int) -> None:
    """Every night: the bytes of files that nothing names any more are deleted."""
    actions.sweep_uploads(actor=system("Uploads"), now=datetime.fromtimestamp(timestamp, UTC))

"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.dialogues import actions


@app.periodic(cron="23 2 * * *")
@app.task(name="dialogues.forget_registrations", queueing_lock="dialogues.forget_registrations")
def forget_registrations(timestamp: int) -> None:
    """Every night: registrations whose link has expired are forgotten."""
    actions.forget_registrations(actor=system("Market dialogues"), now=datetime.fromtimestamp(timestamp, UTC))

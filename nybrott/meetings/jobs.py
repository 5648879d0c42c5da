"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.meetings import actions
from nybrott.meetings.actions.booking import run_out


@app.periodic(cron="*/10 * * * *")
@app.task(name="meetings.offer")
def offer(timestamp: int) -> None:
    """Every ten minutes: offers that have run out go to the next who waits."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for slot in run_out(now):
        actions.move_on(actor=system("Meetings"), slot=slot, now=now)

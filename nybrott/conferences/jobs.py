"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.conferences import actions
from nybrott.conferences.actions.seats import run_out, tomorrow
from nybrott.core.actor import system


@app.periodic(cron="*/10 * * * *")
@app.task(name="conferences.offer")
def offer(timestamp: int) -> None:
    """Every ten minutes: offers that have run out go to the next who waits, and so do the seats of suppliers that have left."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for one in run_out(now):
        actions.move_on(actor=system("Conferences"), conference=one, now=now)


@app.periodic(cron="5 * * * *")
@app.task(name="conferences.remind")
def remind(timestamp: int) -> None:
    """Every hour: whoever has a seat at a conference that begins within a day is reminded, once."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for one in tomorrow(now):
        actions.remind(actor=system("Conferences"), conference=one, now=now)

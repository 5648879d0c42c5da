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


@app.periodic(cron="4 * * * *")
@app.task(name="meetings.remind", queueing_lock="meetings.remind")
def remind(timestamp: int) -> None:
    """Every hour: suppliers are reminded of tomorrow's meeting."""
    actions.remind_of_meetings(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="34 5 * * *")
@app.task(name="meetings.ask", queueing_lock="meetings.ask")
def ask(timestamp: int) -> None:
    """Every morning: minutes that are missing, and minutes a supplier has not answered."""
    now = datetime.fromtimestamp(timestamp, UTC)
    actions.ask_for_minutes(now=now)
    actions.ask_for_approval(now=now)

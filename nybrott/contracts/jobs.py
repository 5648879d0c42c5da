"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.contracts import actions


@app.periodic(cron="20 4 * * *")
@app.task(name="contracts.graveyard")
def graveyard(timestamp: int) -> None:
    """Every night: what nobody has decided about becomes a task for whoever owns it, once."""
    actions.keep_graveyard(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="40 4 * * *")
@app.task(name="contracts.days")
def days(timestamp: int) -> None:
    """Every night: milestones and options that come near become tasks."""
    actions.remind_of_days(now=datetime.fromtimestamp(timestamp, UTC))

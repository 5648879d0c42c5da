"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.submissions import actions


@app.periodic(cron="13 * * * *")
@app.task(name="submissions.remind")
def remind(timestamp: int) -> None:
    """Every hour: suppliers with a draft are reminded two days before the deadline, and whoever leads is asked to open what came."""
    now = datetime.fromtimestamp(timestamp, UTC)
    actions.remind_of_drafts(now=now)
    actions.ask_to_open(now=now)


@app.periodic(cron="47 2 * * *")
@app.task(name="submissions.sweep")
def sweep(timestamp: int) -> None:
    """Every night: input that was never sent is forgotten a month after the deadline, and sealed bytes that nothing names are deleted."""
    now = datetime.fromtimestamp(timestamp, UTC)
    actions.forget_drafts(actor=system("Written input"), now=now)
    actions.sweep_sealed(actor=system("Written input"), now=now)

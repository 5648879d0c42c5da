"""What runs do without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.recruiting import actions


@app.periodic(cron="13 6 * * *")
@app.task(name="recruiting.remind_leaders")
def remind_leaders(timestamp: int) -> None:
    """Every morning: leaders who have not answered are reminded, and in the end somebody is given the task to ask another."""
    actions.remind_leaders(now=datetime.fromtimestamp(timestamp, UTC))

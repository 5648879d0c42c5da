"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.goals import actions


@app.periodic(cron="23 5 * * *")
@app.task(name="goals.remind", queueing_lock="goals.remind")
def remind(timestamp: int) -> None:
    """Every morning: goals to be looked at again, and goals whose day has passed, are tasks."""
    actions.remind(now=datetime.fromtimestamp(timestamp, UTC))

"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.benefits import actions


@app.periodic(cron="23 5 * * *")
@app.task(name="benefits.remind", queueing_lock="benefits.remind")
def remind(timestamp: int) -> None:
    """Every morning: whoever answers for a benefit gets a task and a letter when it is time to measure."""
    actions.remind(now=datetime.fromtimestamp(timestamp, UTC))

"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.feedback import actions


@app.periodic(cron="11 5 * * *")
@app.task(name="feedback.nag", queueing_lock="feedback.nag")
def nag(timestamp: int) -> None:
    """Every morning: feedback that is due within a week, or overdue, is a task."""
    actions.nag(now=datetime.fromtimestamp(timestamp, UTC))

"""What rounds do without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.priorities import actions


@app.periodic(cron="7 * * * *")
@app.task(name="priorities.close_overdue", queueing_lock="priorities.close_overdue")
def close_overdue(timestamp: int) -> None:
    """Every hour: a round whose last day has been takes no more scores."""
    actions.close_overdue(now=datetime.fromtimestamp(timestamp, UTC))

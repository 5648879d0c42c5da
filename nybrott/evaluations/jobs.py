"""What surveys do without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.evaluations import actions


@app.periodic(cron="12 * * * *")
@app.task(name="evaluations.hourly", queueing_lock="evaluations.hourly")
def hourly(timestamp: int) -> None:
    """Every hour: waves whose last day has been close, those whose first day has come open."""
    now = datetime.fromtimestamp(timestamp, UTC)
    actions.close_overdue(now=now)
    actions.open_due(now=now)


@app.periodic(cron="32 8 * * *")
@app.task(name="evaluations.remind", queueing_lock="evaluations.remind")
def remind(timestamp: int) -> None:
    """In the morning: those who have not answered are reminded, on the days that were planned, once each."""
    actions.remind_due(now=datetime.fromtimestamp(timestamp, UTC))

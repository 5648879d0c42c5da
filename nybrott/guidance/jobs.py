"""What guidance does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.guidance import actions


@app.periodic(cron="11 6 * * *")
@app.task(name="guidance.remind_of_sessions")
def remind_of_sessions(timestamp: int) -> None:
    """Every morning: letters about the sessions of today and tomorrow, once each."""
    actions.remind_of_sessions(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="19 6 * * *")
@app.task(name="guidance.tell_mentors_without_times")
def tell_mentors_without_times(timestamp: int) -> None:
    """Every morning: mentors of pairs that stand, whom nobody can book, get the task to say when they can be."""
    actions.tell_mentors_without_times(now=datetime.fromtimestamp(timestamp, UTC))

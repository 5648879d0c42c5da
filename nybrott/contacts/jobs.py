"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.contacts import actions


@app.periodic(cron="41 5 * * *")
@app.task(name="contacts.remind", queueing_lock="contacts.remind")
def remind(timestamp: int) -> None:
    """Every morning: requests for a talk that wait too long are reminded of, or closed."""
    actions.remind_and_close(now=datetime.fromtimestamp(timestamp, UTC))

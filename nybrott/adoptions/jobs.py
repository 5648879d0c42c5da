"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.adoptions import actions


@app.periodic(cron="23 0 * * *")
@app.task(name="adoptions.offer", queueing_lock="adoptions.offer")
def offer(timestamp: int) -> None:
    """Every night: new versions of cases are offered to those who took them over."""
    actions.offer_versions(now=datetime.fromtimestamp(timestamp, UTC))

"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.competitions import actions


@app.periodic(cron="17 5 * * *")
@app.task(name="competitions.look_everywhere", queueing_lock="competitions.look_everywhere")
def look_everywhere(timestamp: int) -> None:
    """Every morning: look for official notices of procurements that are planned or under way."""
    actions.look_everywhere(now=datetime.fromtimestamp(timestamp, UTC))

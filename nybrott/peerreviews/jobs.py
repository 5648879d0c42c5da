"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.peerreviews import actions


@app.periodic(cron="11 0 * * *")
@app.task(name="peerreviews.close", queueing_lock="peerreviews.close")
def close(timestamp: int) -> None:
    """Every night: peer challenges whose deadline has passed take no more answers."""
    actions.close_those_due(now=datetime.fromtimestamp(timestamp, UTC))

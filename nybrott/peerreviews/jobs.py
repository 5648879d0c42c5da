"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.peerreviews import actions


@app.periodic(cron="11 0 * * *")
@app.task(name="peerreviews.close", queueing_lock="peerreviews.close")
def close(timestamp: int) -> None:
    """Every night: peer challenges whose deadline has passed take no more answers."""
    actions.close_those_due(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="31 5 * * *")
@app.task(name="peerreviews.remind", queueing_lock="peerreviews.remind")
def remind(timestamp: int) -> None:
    """Every night, towards morning: those whose deadline is near and who have not answered are reminded, once."""
    actions.remind_those_due(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="*/10 * * * *")
@app.task(name="peerreviews.tell", queueing_lock="peerreviews.tell")
def tell(timestamp: int) -> None:
    """Every ten minutes: what everyone here is invited to challenge is written about."""
    actions.tell_the_host(now=datetime.fromtimestamp(timestamp, UTC))

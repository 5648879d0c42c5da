"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.ledgers import actions


@app.periodic(cron="7 0 * * *")
@app.task(name="ledgers.publish_heads", queueing_lock="ledgers.publish_heads")
def publish_heads(timestamp: int) -> None:
    """Soon after midnight: the seal of the day that is over is published for every dialogue, so that nobody can change it later."""
    actions.publish_all_heads(actor=system("Ledger"), now=datetime.fromtimestamp(timestamp, UTC))

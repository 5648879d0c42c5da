"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.invitations import actions, queries


@app.periodic(cron="*/10 * * * *")
@app.task(name="invitations.spread", queueing_lock="invitations.spread")
def spread(timestamp: int) -> None:
    """Every ten minutes: those who follow are told of dialogues that were announced, each once."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for dialogue in queries.to_spread(now):
        actions.spread_dialogue(actor=system("Nybrott", dialogue.organisation_id), dialogue=dialogue, now=now)


@app.periodic(cron="23 3 * * *")
@app.task(name="invitations.forget", queueing_lock="invitations.forget")
def forget(timestamp: int) -> None:
    """Every night: addresses that were never confirmed are deleted."""
    actions.forget_unconfirmed(actor=system("Nybrott"), now=datetime.fromtimestamp(timestamp, UTC))

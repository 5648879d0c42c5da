"""What pairs need without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.pairings import actions


@app.periodic(cron="27 6 * * *")
@app.task(name="pairings.look_after_pairs", queueing_lock="pairings.look_after_pairs")
def look_after_pairs(timestamp: int) -> None:
    """Every morning: who has not answered a proposal within a week is reminded once, and pairs of runs that are over end."""
    now, nybrott = datetime.fromtimestamp(timestamp, UTC), system("Nybrott")
    actions.remind_pairs(actor=nybrott, now=now)
    actions.end_left_pairs(actor=nybrott, now=now)

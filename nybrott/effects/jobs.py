"""What evaluations do without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.effects import actions


@app.periodic(cron="51 3 * * *")
@app.task(name="effects.measure", queueing_lock="effects.measure")
def measure(timestamp: int) -> None:
    """Every night: what can be counted of runs under way, and of those over for less than a year, is measured."""
    actions.measure_all(now=datetime.fromtimestamp(timestamp, UTC))

"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.groups import actions


@app.periodic(cron="17,47 * * * *")
@app.task(name="groups.compare", queueing_lock="groups.compare")
def compare(timestamp: int) -> None:
    """Twice an hour: the statements of each network are compared, where something was worded, verified, agreed or taken back since."""
    actions.compare_all(now=datetime.fromtimestamp(timestamp, UTC))

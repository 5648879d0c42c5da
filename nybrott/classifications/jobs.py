"""What the room does without anyone waiting."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from nybrott.classifications import actions, queries
from nybrott.core.actor import system


@app.periodic(cron="17 3 * * *")
@app.task(name="classifications.let_texts_go")
def let_texts_go(timestamp: int) -> None:
    """Every night: texts of drafts that have waited too long for answers, or whose procurement is over, are kept no longer."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for one in queries.overdue(now).select_related("procurement"):
        actions.let_text_go(actor=system("Retention"), draft=one, now=now)

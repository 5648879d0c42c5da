"""What the search does without anyone waiting."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nybrott.search import actions


@app.periodic(cron="* * * * *")
@app.task(name="search.follow_journal", queueing_lock="search.follow_journal")
def follow_journal(timestamp: int) -> None:
    """Every minute: things the journal tells of are found by what they say now. The first time, everything is."""
    actions.follow_journal(now=timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(name="search.index_everything", queueing_lock="search.index_everything")
def index_everything(timestamp: int) -> None:
    """Every night: look everything through."""
    actions.index_everything()

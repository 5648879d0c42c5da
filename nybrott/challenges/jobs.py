"""What challenges do without anyone waiting: the index of texts is looked after."""

from procrastinate.contrib.django import app

from nybrott.challenges import actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="challenges.index_old", queueing_lock="challenges.index_old")
def index_old(timestamp: int) -> None:
    """Every ten minutes: texts that were never read, or with other lists than now."""
    if actions.index_what_is_old():
        actions.count_tokens()


@app.periodic(cron="23 3 * * *")
@app.task(name="challenges.index_everything", queueing_lock="challenges.index_everything")
def index_everything(timestamp: int) -> None:
    """Every night: look all texts through, and count anew how rare words are."""
    actions.index_everything()
    actions.count_tokens()

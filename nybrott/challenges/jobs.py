"""What challenges do without anyone waiting: the index of texts is looked after."""

from procrastinate.contrib.django import app

from nybrott.challenges import actions, queries

_MANY = 100  # new texts


@app.periodic(cron="*/10 * * * *")
@app.task(name="challenges.index_old", queueing_lock="challenges.index_old")
def index_old(timestamp: int) -> None:
    """Every ten minutes: texts that were never read, or with other lists than now. When many are new, they are counted:
    every new one is compared each time until then."""
    if actions.index_what_is_old() or queries.fresh_texts() > _MANY:
        actions.count_tokens()


@app.periodic(cron="23 3 * * *")
@app.task(name="challenges.index_everything", queueing_lock="challenges.index_everything")
def index_everything(timestamp: int) -> None:
    """Every night: look all texts through, and count anew how rare words are."""
    actions.index_everything()
    actions.count_tokens()

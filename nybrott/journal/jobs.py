"""What the journal does without anyone waiting: sealing and posting within a second, and a sweep for what was left."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nybrott.journal import actions, queries
from nybrott.journal.letters.ways import way

# No procrastinate `lock`: a worker that is killed would keep it. The database's own locks end with the session.


@app.task(name="journal.seal", queueing_lock="journal.seal", priority=10)
def seal() -> None:
    """Seal what was recorded since the last time; every action that records asks for this."""
    actions.seal_entries(now=timezone.now())


@app.task(name="journal.post", queueing_lock="journal.post", priority=5)
def post() -> None:
    """Post the letters that are due, one after the other."""
    going = way()
    while actions.post_next_letter(way=going, now=timezone.now()):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="journal.sweep", queueing_lock="journal.sweep", priority=5)
def sweep(timestamp: int) -> None:
    """Every minute: what somebody who was killed left behind, letters whose hour has come, and the new part of each chain."""
    now = timezone.now()
    actions.seal_entries(now=now)
    actions.rescue_letters(way=way(), now=now)
    actions.gather_letters(now=now)
    post()
    for head in queries.heads():
        actions.check_chain(organisation_id=head.organisation_id, now=timezone.now(), whole=False)


@app.periodic(cron="13 4 * * *")
@app.task(name="journal.prove", queueing_lock="journal.prove")
def prove(timestamp: int) -> None:
    """Every night: every chain is walked whole."""
    for chain in queries.chains():
        actions.check_chain(organisation_id=chain, now=timezone.now(), whole=True)


@app.task(name="journal.prove_one")
def prove_one(organisation_id: int | None) -> None:
    """One chain, because somebody asked."""
    actions.check_chain(organisation_id=organisation_id, now=timezone.now(), whole=True)

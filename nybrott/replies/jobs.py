"""What closes the loop without anyone waiting."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nybrott.core.actor import system
from nybrott.people.models import Organisation
from nybrott.replies import actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="replies.note", queueing_lock="replies.note")
def note(timestamp: int) -> None:
    """Every ten minutes: who asked to hear, which held letters were let go, which did not go after all."""
    now = timezone.now()
    actions.note_wishes(now=now)
    actions.note_letters(now=now)
    actions.note_what_came_back(now=now)


@app.periodic(cron="37 3 * * *")
@app.task(name="replies.nightly", queueing_lock="replies.nightly")
def nightly(timestamp: int) -> None:
    """Every night: quarters that are over are counted, addresses that are of no use any more deleted."""
    now = timezone.now()
    for organisation in Organisation.objects.order_by("pk"):
        actor = system("Nybrott", organisation.pk)
        actions.count_quarters(actor=actor, organisation=organisation, now=now)
        actions.forget_addresses(actor=actor, organisation=organisation, now=now)

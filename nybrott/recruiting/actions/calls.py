"""The call for drivers and mentors."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.recruiting import letters, rules
from nybrott.recruiting.actions import places
from nybrott.recruiting.queries import whom_to_call
from nybrott.runs.models import Run
from nybrott.runs.states import RUN, PartState


@dataclass(frozen=True, slots=True)
class Call:
    """What those who may sign up read, until when they can, and how many drivers there is room for."""

    text: str
    until: date | None = None
    places: int | None = None


@transaction.atomic
def open_call(*, actor: Actor, run: Run, call: Call, told: str, now: datetime) -> int:
    """Publish the call in the organisation, or in the network's. `told`: "leaders", "everyone" or "" get it by letter, which
    whoever opens it reads in the outbox first. Gives how many letters."""
    run = places.held(run.pk)
    insist(rules.may_open_call(actor, run))
    _say(run, call)
    run.state, run.opened_at = RUN.after("open_call", run.state), now
    run.save()
    people = whom_to_call(run, leaders_only=told == "leaders") if told else []
    laid = [letters.call(run, user) for user in people if user.pk != actor.user_id]
    record(actor=actor, verb="recruiting.call_opened", thing=run, at=now, facts={"count": len(laid)}, letters=laid)
    return len(laid)


@transaction.atomic
def change_call(*, actor: Actor, run: Run, call: Call, now: datetime) -> int:
    """Another text, deadline or number of places; those who wait get the places there are more of. Gives how many moved in."""
    run = places.held(run.pk)
    insist(rules.may_change_call(actor, run))
    taken = run.parts.drivers().filter(state=PartState.IN).count()
    if call.places is not None and call.places < taken:
        raise Refused(_("%(n)s drivers already take part. There cannot be fewer places than that.") % {"n": taken})
    _say(run, call)
    run.save(update_fields=["call", "sign_up_until", "places"])
    record(actor=actor, verb="recruiting.call_changed", thing=run, at=now)
    return places.fill_up(actor=actor, run=run, now=now)


def _say(run: Run, call: Call) -> None:
    run.call, run.sign_up_until, run.places = call.text.strip(), call.until, call.places

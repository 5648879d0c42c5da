"""Decide about each need, with a reason, and end the round."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.priorities import rules
from nybrott.priorities.actions.asking import end_deciding
from nybrott.priorities.actions.rounds import locked
from nybrott.priorities.models import Priority, Round
from nybrott.priorities.states import ROUND, Outcome


class Overtaken(Exception):
    """Somebody else decided after this page was opened. `now` is the decision as it stands."""

    def __init__(self, now: Priority) -> None:
        super().__init__("decided meanwhile")
        self.now = now


@transaction.atomic
def decide_need(
    *, actor: Actor, priority: Priority, outcome: str, reason: str, now: datetime, seen_at: datetime | None = None
) -> None:
    """Decide about a need, or decide otherwise before the round ends; the journal keeps both.

    `seen_at`: when the decision the page showed was made, None when it showed none; raises `Overtaken` when it is another now.
    """
    locked(priority.round)
    chosen = Priority.objects.select_for_update(of=("self",)).select_related(
        "round", "need__challenge__owner", "decided_by"
    )
    each = chosen.get(pk=priority.pk)
    insist(rules.may_decide(actor, each))
    if outcome not in Outcome.values:
        raise ValueError(f"no such decision: {outcome}")
    if not reason.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    if (each.outcome, each.reason, each.decided_by_id) == (outcome, reason.strip(), actor.user_id):
        return  # the same form sent twice
    if each.decided_at != seen_at:
        raise Overtaken(each)
    before = each.outcome
    each.outcome, each.reason, each.decided_by_id, each.decided_at = outcome, reason.strip(), actor.user_id, now
    each.save()
    facts = {"round": each.round.title, "from": before, "reason": each.reason}
    record(actor=actor, verb=f"priorities.decided_{outcome}", thing=each.need, at=now, facts=facts)


@transaction.atomic
def finish_round(*, actor: Actor, one: Round, now: datetime) -> None:
    """End the round with its decisions; from here on it stays as it is."""
    one = locked(one)
    insist(rules.may_finish(actor, one))
    one.state, one.moved_at = ROUND.after("decide", one.state), now
    one.save()
    end_deciding(one, now)
    counts = {word: one.priorities.filter(outcome=word).count() for word in Outcome.values}
    record(actor=actor, verb="priorities.finished", thing=one, at=now, facts=counts)

"""Write down what was learnt, and link it to the evidence it was learnt from."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.hearings.models import Evidence
from nybrott.insights import rules
from nybrott.journal.actions import record
from nybrott.needs.actions import needs_on, settle_needs
from nybrott.needs.models import Insight, Need


def of_this_challenge(challenge: Challenge, evidence: Iterable[Evidence]) -> list[Evidence]:
    """The same, after making sure that all of it is the challenge's own. Raises `ValueError`."""
    found = list(evidence)
    if any(one.challenge_id != challenge.pk for one in found):
        raise ValueError("evidence of another challenge")
    return found


@transaction.atomic
def write_insight(
    *, actor: Actor, challenge: Challenge, text: str, evidence: Iterable[Evidence] = (), now: datetime
) -> tuple[Insight, bool]:
    """Write an insight, last in its column. Gives it, and whether it is new: the very same text twice is one insight."""
    insist(rules.may_make_sense(actor, challenge))
    # held while it is written: the same form sent twice at once must not make two
    Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    said, pieces = text.strip(), of_this_challenge(challenge, evidence)
    made = Insight.objects.filter(challenge=challenge, text=said).first()
    new = made is None
    if made is None:
        last = Insight.objects.filter(challenge=challenge).aggregate(last=Max("place"))["last"] or 0
        made = Insight.objects.create(
            challenge=challenge, text=said, place=last + 1, written_by_id=actor.user_id, written_at=now
        )
        record(actor=actor, verb="insights.insight_written", thing=challenge, at=now, facts={"name": str(made)})
    _link(actor, made, pieces, now)
    return made, new


@transaction.atomic
def word_insight(*, actor: Actor, insight: Insight, text: str, now: datetime) -> None:
    """Word an insight anew; what it said before stands in the journal."""
    insist(rules.may_make_sense(actor, insight.challenge))
    before, insight.text = insight.text, text.strip()
    if before == insight.text:
        return
    insight.save(update_fields=["text"])
    facts = {"name": str(insight), "before": before}
    record(actor=actor, verb="insights.insight_worded", thing=insight.challenge, at=now, facts=facts)


@transaction.atomic
def link_evidence(*, actor: Actor, insight: Insight, evidence: Iterable[Evidence], now: datetime) -> int:
    """Link evidence to an insight; gives how many links are new."""
    insist(rules.may_make_sense(actor, insight.challenge))
    return _link(actor, insight, of_this_challenge(insight.challenge, evidence), now)


def _link(actor: Actor, insight: Insight, evidence: list[Evidence], now: datetime) -> int:
    known = set(insight.evidence.values_list("pk", flat=True))
    new = [one for one in evidence if one.pk not in known]
    if new:
        insight.evidence.add(*new)
        facts = {"name": str(insight), "number": len(new)}
        record(actor=actor, verb="insights.evidence_linked", thing=insight.challenge, at=now, facts=facts)
        settle_needs(actor=actor, needs=needs_on(insights=[insight.pk]), now=now)
    return len(new)


@transaction.atomic
def unlink_evidence(*, actor: Actor, insight: Insight, evidence: Evidence, now: datetime) -> None:
    """Undo a link; needs that held by it fall back."""
    insist(rules.may_make_sense(actor, insight.challenge))
    if not insight.evidence.filter(pk=evidence.pk).exists():
        return
    insight.evidence.remove(evidence)
    record(
        actor=actor, verb="insights.evidence_unlinked", thing=insight.challenge, at=now, facts={"name": str(insight)}
    )
    settle_needs(actor=actor, needs=needs_on(insights=[insight.pk]), now=now)


@transaction.atomic
def remove_insight(*, actor: Actor, insight: Insight, now: datetime) -> None:
    """Take an insight away; the evidence stays, and needs that held by it fall back."""
    insist(rules.may_make_sense(actor, insight.challenge))
    challenge, name, shaken = insight.challenge, str(insight), needs_on(insights=[insight.pk])
    insight.delete()
    record(actor=actor, verb="insights.insight_removed", thing=challenge, at=now, facts={"name": name})
    settle_needs(actor=actor, needs=shaken, now=now)


@transaction.atomic
def move(*, actor: Actor, thing: Insight | Need, up: bool, now: datetime) -> None:
    """Move an insight or a need one place up or down in its column; at the end it stays where it is."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=thing.challenge_id)
    insist(rules.may_make_sense(actor, challenge))
    column: list[Insight | Need] = (
        [*Insight.objects.filter(challenge=challenge)]
        if isinstance(thing, Insight)
        else [*Need.objects.filter(challenge=challenge)]
    )
    here = [one.pk for one in column].index(thing.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(column):
        return
    column[here], column[there] = column[there], column[here]
    for place, one in enumerate(column, 1):
        if one.place != place:
            one.place = place
            one.save(update_fields=["place"])
    record(actor=actor, verb="insights.moved", thing=challenge, at=now, facts={"name": str(thing)})

"""What reviewers answer about candidates."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.notices import rules
from nybrott.notices.models import Answer, IndexedCandidate, Judgement
from nybrott.people.models import User


@transaction.atomic
def judge_candidate(
    *, actor: Actor, candidate: IndexedCandidate, answer: Answer, note: str = "", now: datetime
) -> Judgement:
    """Note what the actor says of a candidate. An earlier answer of theirs stays as history and holds no more; the very
    same answer again changes nothing."""
    insist(rules.may_judge_candidates(actor))
    # one answer of a person at a time, or two quick ones would both find none before them
    reviewer = User.objects.select_for_update(no_key=True).get(pk=actor.user_id or 0)
    before = Judgement.objects.current().filter(reviewer=reviewer, finding=candidate.finding).first()
    if before is not None:
        if (before.answer, before.note) == (answer, note):
            return before
        before.is_current = False
        before.save(update_fields=["is_current"])
    judgement = Judgement.objects.create(
        organisation_id=actor.organisation_id or 0,
        reviewer=reviewer,
        finding=candidate.finding,
        notice=candidate.key,
        signal=candidate.signal,
        words=candidate.words,
        title=candidate.title,
        answer=answer,
        note=note,
        at=now,
    )
    facts = {"sign": candidate.signal, "notice": candidate.key, "answer": str(answer)}
    if before is not None:
        record(
            actor=actor, verb="notices.judged_anew", thing=judgement, at=now, facts=facts | {"before": before.answer}
        )
    else:
        record(actor=actor, verb="notices.judged", thing=judgement, at=now, facts=facts)
    return judgement

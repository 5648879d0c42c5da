"""Problem statements: worded, remarks answered, one of them chosen."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.challenges.actions import index_challenges
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import drop_drafts
from nybrott.journal.actions import record
from nybrott.needs import rules
from nybrott.needs.models import Need, ProblemStatement, RemarkAnswer


@transaction.atomic
def word_problem(
    *, actor: Actor, challenge: Challenge, problem: str, question: str, language: str, needs: Collection[Need] = (), now: datetime
) -> ProblemStatement:  # fmt: skip
    """Write a problem statement with the question it opens."""
    insist(rules.may_word_problem(actor, challenge))
    made = ProblemStatement.objects.create(
        challenge=challenge,
        problem=problem.strip(),
        question=question.strip(),
        language=language,
        written_by_id=actor.user_id,
        written_at=now,
    )
    made.needs.set(Need.objects.filter(challenge=challenge, pk__in=[need.pk for need in needs]))
    index_challenges(keys=[challenge.pk])
    drop_drafts(actor=actor, key=f"needs.problem:{challenge.pk}")
    record(actor=actor, verb="needs.problem_worded", thing=challenge, at=now, facts={"name": made.question})
    return made


@transaction.atomic
def reword_problem(
    *, actor: Actor, statement: ProblemStatement, problem: str, question: str, language: str, needs: Collection[Need] = (), now: datetime
) -> None:  # fmt: skip
    """Word it anew; answers to remarks on words that are gone go with them."""
    insist(rules.may_word_problem(actor, statement.challenge))
    facts = {"before": statement.question, "after": question.strip(), "name": question.strip()}
    statement.problem, statement.question, statement.language = problem.strip(), question.strip(), language
    statement.save()
    statement.needs.set(Need.objects.filter(challenge=statement.challenge, pk__in=[need.pk for need in needs]))
    whole = f"{statement.problem}\n{statement.question}"
    for answer in statement.answers.all():
        if answer.words not in whole:
            answer.delete()
    index_challenges(keys=[statement.challenge_id])
    drop_drafts(actor=actor, key=f"needs.statement:{statement.pk}")
    record(actor=actor, verb="needs.problem_reworded", thing=statement.challenge, at=now, facts=facts)


@transaction.atomic
def answer_remark(
    *, actor: Actor, statement: ProblemStatement, rule: str, words: str, because: str, now: datetime
) -> RemarkAnswer:
    """Say that a remark's words stand there on purpose, and why. Said anew, it replaces."""
    insist(rules.may_word_problem(actor, statement.challenge))
    if not because.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    kept, _made = RemarkAnswer.objects.update_or_create(
        statement=statement, rule=rule[:40], words=words[:300],
        defaults={"because": because.strip()[:500], "answered_by_id": actor.user_id, "answered_at": now},
    )  # fmt: skip
    facts = {"name": words[:300], "because": kept.because}
    record(actor=actor, verb="needs.remark_answered", thing=statement.challenge, at=now, facts=facts)
    return kept


@transaction.atomic
def choose_problem(*, actor: Actor, statement: ProblemStatement, now: datetime) -> None:
    """Let this be the problem the challenge works on; the one chosen before is not any more."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=statement.challenge_id)
    insist(rules.may_word_problem(actor, challenge))
    challenge.statements.filter(chosen=True).exclude(pk=statement.pk).update(chosen=False)
    statement.chosen = True
    statement.save(update_fields=["chosen"])
    record(actor=actor, verb="needs.problem_chosen", thing=challenge, at=now, facts={"name": statement.question})

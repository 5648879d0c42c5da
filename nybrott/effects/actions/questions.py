"""Questions an evaluation shall answer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.effects import rules
from nybrott.effects.actions.plans import hold
from nybrott.effects.models import Plan, Question
from nybrott.journal.actions import record


@transaction.atomic
def add_question(*, actor: Actor, plan: Plan, text: str, now: datetime) -> Question:
    """Ask one more, last."""
    held = hold(plan)
    insist(rules.may_add_question(actor, held))
    last = held.questions.aggregate(last=Max("place"))["last"] or 0
    made = Question.objects.create(plan=held, place=last + 1, text=text.strip())
    record(actor=actor, verb="effects.question_added", thing=held, at=now, facts={"name": made.text})
    return made


@transaction.atomic
def change_question(*, actor: Actor, question: Question, text: str, now: datetime) -> None:
    """Word one anew."""
    held = hold(question.plan)
    insist(rules.may_write_plan(actor, held))
    before, question.text = question.text, text.strip()
    question.save(update_fields=["text"])
    facts = {"name": question.text, "text_before": before}
    record(actor=actor, verb="effects.question_changed", thing=held, at=now, facts=facts)


@transaction.atomic
def move_question(*, actor: Actor, question: Question, up: bool, now: datetime) -> None:
    """Change places with the one before it, or (unless `up`) after it; the first stays first, the last last."""
    held = hold(question.plan)
    insist(rules.may_write_plan(actor, held))
    order = list(held.questions.all())
    here = next((place for place, one in enumerate(order) if one.pk == question.pk), None)
    if here is None:
        return
    there = here + (-1 if up else 1)
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order, 1):
        one.place = place
    Question.objects.bulk_update(order, ["place"])
    record(actor=actor, verb="effects.question_moved", thing=held, at=now, facts={"name": question.text})


@transaction.atomic
def remove_question(*, actor: Actor, question: Question, now: datetime) -> None:
    """Take one out; indicators that answered it stay, without a question."""
    held = hold(question.plan)
    insist(rules.may_write_plan(actor, held))
    text = question.text
    question.delete()
    record(actor=actor, verb="effects.question_removed", thing=held, at=now, facts={"name": text})

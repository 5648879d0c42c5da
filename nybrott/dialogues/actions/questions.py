"""What a dialogue asks the market."""

from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.dialogues import rules
from nybrott.dialogues.actions.ledger import hold
from nybrott.dialogues.models import Dialogue, MarketQuestion
from nybrott.journal.actions import record


@transaction.atomic
def ask_market(
    *,
    actor: Actor,
    dialogue: Dialogue,
    text: str,
    text_en: str = "",
    question: MarketQuestion | None = None,
    now: datetime,
) -> MarketQuestion:
    """Ask a question of the market, last in the list; or word one anew (`question`)."""
    held = hold(dialogue)
    insist(rules.may_write(actor, held))
    if question is None:
        insist(rules.may_ask_more(held))
        last = held.questions.order_by("-place").first()
        question = MarketQuestion(dialogue=held, place=last.place + 1 if last else 1)
    question.text, question.text_en = text.strip(), text_en.strip()
    question.save()
    record(actor=actor, verb="dialogues.market_asked", thing=held, at=now, facts={"name": question.text})
    return question


@transaction.atomic
def move_question(*, actor: Actor, question: MarketQuestion, up: bool, now: datetime) -> None:
    """Let a question change places with the one before or after it; one that is first or last already stays."""
    held = hold(question.dialogue)
    insist(rules.may_write(actor, held))
    order = list(held.questions.select_for_update().order_by("place", "pk"))
    at = next((number for number, one in enumerate(order) if one.pk == question.pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for place, one in enumerate(order, start=1):
        one.place = place
    MarketQuestion.objects.bulk_update(order, ["place"])
    record(actor=actor, verb="dialogues.question_moved", thing=held, at=now, facts={"name": question.text})


@transaction.atomic
def ask_no_more(*, actor: Actor, question: MarketQuestion, now: datetime) -> None:
    """Take a question out."""
    held = hold(question.dialogue)
    insist(rules.may_write(actor, held))
    record(actor=actor, verb="dialogues.question_removed", thing=held, at=now, facts={"name": question.text})
    question.delete()

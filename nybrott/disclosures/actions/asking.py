"""Suppliers ask; the answer goes to everyone at once, and nobody but us learns who asked."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import insist
from nybrott.desk.actions import About, drop_drafts, finish_tasks_about, give_task
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Dialogue, Query, Supplier
from nybrott.dialogues.rules import may_carry_out
from nybrott.disclosures import letters, rules
from nybrott.disclosures.actions.items import digest
from nybrott.journal.actions import record
from nybrott.people.models import Membership

TASK = "answer"


@transaction.atomic
def ask(*, supplier: Supplier, text: str, language: str, now: datetime, actor: Actor = VISITOR) -> Query:
    """A supplier asks, or one of us writes down what it asked. The same question sent twice before it is answered is one.

    The ledger says that question 3 came, not how it was worded: the wording may tell who asked.
    """
    held, text = hold(supplier.dialogue), text.strip()
    insist(rules.may_ask(held, now) if actor.is_visitor else may_carry_out(actor, held))
    same = held.queries.filter(supplier=supplier, text=text, answer="", same_as=None).first()
    if same is not None:
        return same
    number = (held.queries.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Query.objects.create(
        dialogue=held, supplier=supplier, number=number, text=text, language=language, asked_at=now
    )
    _give_task(held, now)
    title = _in(held, "question", number)
    enter(
        dialogue=held, kind="question", thing=f"q{number}", title=title, giver=supplier.key, taker="us",
        content=digest(text), at=now, now=now,
    )  # fmt: skip
    verb = "disclosures.question_asked" if actor.is_visitor else "disclosures.question_noted"
    record(actor=actor, verb=verb, thing=held, at=now, facts={"number": number})
    return made


@transaction.atomic
def answer_query(
    *, actor: Actor, query: Query, shown: str, answer: str, now: datetime, also: Collection[Query] = ()
) -> Query:
    """Answer a question to everyone at once, on the public page and by letter. `shown` is the question as everyone reads it; `also`: others
    that are answered by it too."""
    held = _held(query)
    insist(rules.may_answer(actor, held))
    held.shown, held.answer, held.answered_by_id, held.answered_at = shown.strip(), answer.strip(), actor.user_id, now
    held.save(update_fields=["shown", "answer", "answered_by", "answered_at"])
    waiting = held.dialogue.queries.filter(answer="", same_as=None).exclude(pk=held.pk)
    others = sorted(waiting.filter(pk__in=[one.pk for one in also]), key=lambda one: one.number)
    Query.objects.filter(pk__in=[one.pk for one in others]).update(same_as=held)
    _enter_answer(held, [held, *others], now)
    _finish_task(actor, held.dialogue, now)
    drop_drafts(actor=actor, key=f"disclosures.answer:{held.pk}")
    told = letters.answer(held, now)
    record(
        actor=actor, verb="disclosures.question_answered", thing=held.dialogue, at=now,
        facts={"number": held.number}, letters=told,
    )  # fmt: skip
    return held


@transaction.atomic
def join_query(*, actor: Actor, query: Query, to: Query, now: datetime) -> Query:
    """Say that a question is answered already, by the answer to another one; those who asked are told where."""
    held = _held(query)
    insist(rules.may_answer(actor, held))
    answered = held.dialogue.queries.exclude(answer="").get(pk=to.pk)
    answered.dialogue = held.dialogue
    held.same_as = answered
    held.save(update_fields=["same_as"])
    _enter_answer(answered, [held], now)
    _finish_task(actor, held.dialogue, now)
    told = letters.answer(answered, now, only=held.supplier)
    facts = {"number": held.number, "other": answered.number}
    record(actor=actor, verb="disclosures.question_joined", thing=held.dialogue, at=now, facts=facts, letters=told)
    return held


def _held(query: Query) -> Query:
    """The question as it is, and its dialogue, held until the transaction ends: of two who answer at once the second is told."""
    dialogue = hold(query.dialogue)
    found = Query.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=query.pk)
    found.dialogue = dialogue
    return found


def _in(dialogue: Dialogue, what: str, number: int) -> str:
    """What a question or an answer is called in the ledger, in the language of the dialogue."""
    with override(dialogue.language):
        words = _("Question %(number)s") if what == "question" else _("Answer to question %(number)s")
        return words % {"number": number}


def _enter_answer(query: Query, answers: list[Query], now: datetime) -> None:
    enter(
        dialogue=query.dialogue, kind="answer_to_all", thing=f"a{query.number}",
        title=f"{_in(query.dialogue, 'answer', query.number)}: {query.shown}",
        content=digest(f"{query.shown}\n\n{query.answer}"), about=tuple(f"q{one.number}" for one in answers), at=now, now=now,
    )  # fmt: skip


def _give_task(dialogue: Dialogue, now: datetime) -> None:
    """One task, however many questions wait: for who leads the dialogue, or whoever holds dialogues."""
    current = Membership.objects.current().filter(organisation=dialogue.organisation_id, user__is_active=True)
    leads = dialogue.posts.filter(kind="leads", user__in=current.values("user")).order_by("pk").first()
    about = About(
        "dialogues.dialogue", str(dialogue.pk), dialogue.title, reverse("disclosures:queries", args=[dialogue.pk])
    )
    with override(dialogue.language):
        title = _("Answer questions in the market dialogue")
        why = _("Suppliers are waiting. The answer goes to all of them at once.")
    host = system(dialogue.organisation.name, dialogue.organisation_id)
    give_task(
        actor=host, title=title, why=why, about=about, word=TASK, now=now, to_user=leads.user_id if leads else None,
        to_role="" if leads else "buyer",
    )  # fmt: skip


def _finish_task(actor: Actor, dialogue: Dialogue, now: datetime) -> None:
    if not dialogue.queries.filter(answer="", same_as=None).exists():
        finish_tasks_about(actor=actor, kind="dialogues.dialogue", ref=str(dialogue.pk), word=TASK, now=now)

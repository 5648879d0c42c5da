"""Signals are answered, codes confirmed or rejected, the class chosen. What was said before is kept."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from nybrott.classifications import queries, rules
from nybrott.classifications.models import Answer, ClassChoice, CodeAnswer, Draft, Proposal
from nybrott.classifications.queries import Told
from nybrott.classifications.states import Class, Outcome
from nybrott.core.actor import Actor
from nybrott.core.classes import SIGNALS, weigh
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.procurements.actions import hold
from nybrott.procurements.models import Procurement

CHOSE = {
    Class.OF_INNOVATION: "chose_of_innovation", Class.INNOVATIVE_SOLUTION: "chose_innovative_solution",
    Class.INNOVATION_FRIENDLY: "chose_innovation_friendly", Class.NONE: "chose_none",
}  # fmt: skip


@transaction.atomic
def answer_signals(*, actor: Actor, procurement: Procurement, told: Mapping[str, Told], now: datetime) -> list[Answer]:
    """Say what is known of some signals, by kind; those that stand as they were are passed over."""
    procurement = hold(procurement)
    insist(rules.may_answer(actor, procurement))
    before = queries.answers(procurement)
    made = []
    for kind in SIGNALS:
        new = told.get(kind)
        old = before.get(kind)
        was = Told(old.present, old.note) if old else Told(None)
        if new is None or (new.present, new.note.strip() if new.present is not None else "") == (was.present, was.note):
            continue
        note = new.note.strip() if new.present is not None else ""
        made.append(Answer(procurement=procurement, kind=kind, present=new.present, note=note, by_id=actor.user_id, at=now))  # fmt: skip
    if made:
        Answer.objects.filter(procurement=procurement, current=True, kind__in=[one.kind for one in made]).update(current=False)  # fmt: skip
        Answer.objects.bulk_create(made)
        record(actor=actor, verb="classifications.answered", thing=procurement, at=now, facts={"count": len(made)})  # fmt: skip
    return made


@transaction.atomic
def answer_code(
    *, actor: Actor, procurement: Procurement, code: str, confirmed: bool, reason: str = "", now: datetime
) -> CodeAnswer:
    """Confirm or reject a code, whoever proposed it. Every proposal of it that waits is answered with it."""
    procurement, why = hold(procurement), reason.strip()
    insist(rules.may_answer_code(actor, procurement, code, confirmed=confirmed, reason=why))
    CodeAnswer.objects.filter(procurement=procurement, code=code, current=True).update(current=False)
    made = CodeAnswer.objects.create(procurement=procurement, code=code, confirmed=confirmed, reason=why, by_id=actor.user_id, at=now)  # fmt: skip
    waits = Proposal.objects.filter(procurement=procurement, code=code, outcome=Outcome.OPEN)
    waits.update(outcome=Outcome.CONFIRMED if confirmed else Outcome.REJECTED)
    let_texts_go(procurement)
    verb = "classifications.code_confirmed" if confirmed else "classifications.code_rejected"
    record(actor=actor, verb=verb, thing=procurement, at=now, facts={"code": code, "reason": why})
    return made


@transaction.atomic
def choose_class(*, actor: Actor, procurement: Procurement, klass: str, reason: str, now: datetime) -> ClassChoice:
    """Choose the class, with the reason. Proposals of a class that wait are answered with it."""
    procurement, why = hold(procurement), reason.strip()
    insist(rules.may_choose(actor, procurement, klass, why))
    proposed = weigh(queries.signals(procurement).values()).klass
    ClassChoice.objects.filter(procurement=procurement, current=True).update(current=False)
    made = ClassChoice.objects.create(procurement=procurement, klass=klass, reason=why, proposed=proposed, by_id=actor.user_id, at=now)  # fmt: skip
    waits = Proposal.objects.filter(procurement=procurement, code="", outcome=Outcome.OPEN)
    waits.filter(klass=klass).update(outcome=Outcome.CONFIRMED)
    waits.update(outcome=Outcome.REJECTED)
    let_texts_go(procurement)
    record(
        actor=actor, verb=f"classifications.{CHOSE[Class(klass)]}", thing=procurement, at=now, facts={"klass": klass, "proposed": proposed, "reason": why},
    )  # fmt: skip
    return made


def let_texts_go(procurement: Procurement) -> None:
    """The texts of drafts whose proposals are all answered are kept no longer."""
    waits = Proposal.objects.filter(procurement=procurement, outcome=Outcome.OPEN).values("draft")
    Draft.objects.filter(procurement=procurement).exclude(pk__in=waits).update(texts=[])

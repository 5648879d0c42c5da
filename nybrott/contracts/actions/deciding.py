"""The questions at the end of development are answered, it is decided on them, and what was decided can be taken up again."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.contracts import queries, rules
from nybrott.contracts.actions.contracts import KIND, held
from nybrott.contracts.models import Contract, Review
from nybrott.contracts.states import SHORT, Course, Meets
from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.journal.actions import record
from nybrott.procurements.actions import move_procurement
from nybrott.procurements.rules import may_move
from nybrott.procurements.states import PROCUREMENT

DECIDE, MOVE = "decide_what_becomes", "move_on"  # the tasks of whoever owns it, and of those who carry out procurements
ROLE = "buyer"
MOVES = {
    Course.SCALE: "put_to_use",
    Course.BUY: "put_to_use",
    Course.STOP: "stop",
}  # what a decision means for the procurement


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions at the end of development; see `models.Review`. What is empty is not answered yet."""

    meets: str = ""
    how_far: int | None = None
    how_far_words: str = ""
    from_tests: bool = False
    gaps: str = ""
    need_changed: bool | None = None
    need_change: str = ""
    around: str = ""
    inside: str = ""


@transaction.atomic
def answer_questions(*, actor: Actor, contract: Contract, answers: Answers, now: datetime) -> Review:
    """Answer the questions, or some of them: what is missing can come later. `answered_at` is when the last one was."""
    one = held(contract)
    review = queries.review_of(one)
    insist(rules.may_answer(actor, one, review))
    if answers.meets and answers.meets not in Meets.values:
        raise Refused(_("Say yes, partly or no."))
    if answers.how_far is not None and not 0 <= answers.how_far <= 100:
        raise Refused(_("Give a number between 0 and 100 per cent."))
    made = review or Review(contract=one, number=1)
    for field in fields(answers):
        value = getattr(answers, field.name)
        setattr(made, field.name, value.strip() if isinstance(value, str) else value)
    gone = queries.missing(made, queries.parts(one))
    made.answered_by_id, made.answered_at = actor.user_id, None if gone else now
    made.save()
    record(actor=actor, verb="contracts.answered", thing=one, at=now, facts={"missing": gone})
    return made


@transaction.atomic
def decide(*, actor: Actor, contract: Contract, course: str, reason: str, now: datetime) -> Review:
    """Decide what becomes of what was developed or tried, with the reason: once. Scaled or bought the procurement is put to use, stopped it is
    stopped, when it is where that can be done and no other contract of it goes on; who may not move it leaves that to those who may, as a task."""
    one = held(contract)
    review = queries.review_of(one)
    found = queries.parts(one)
    if course not in Course.values:
        raise Refused(_("Choose what is decided."))
    insist(rules.may_decide(actor, one, review, queries.missing(review, found), course))
    if not reason.strip():
        raise Refused(_("Say why it is decided."))
    made = review or Review(contract=one, number=1)
    made.course, made.reason, made.decided_by_id, made.decided_at = course, reason.strip(), actor.user_id, now
    made.standing = [{"text": part.asked.text, "outcome": str(part.outcome)} for part in found]
    made.save()
    _end_tasks(one, now)
    record(
        actor=actor,
        verb="contracts.decided",
        thing=one,
        at=now,
        facts={"decision": str(SHORT[Course(course)]), "reason": made.reason},
    )
    _move(actor, one, Course(course), made.reason, now)
    return made


def _move(actor: Actor, contract: Contract, course: Course, reason: str, now: datetime) -> None:
    """What a decision means for the procurement."""
    verb, procurement = MOVES.get(course, ""), contract.procurement
    if verb == "stop" and procurement.contracts.exclude(pk=contract.pk).exists():
        return
    if verb and may_move(actor, procurement, verb):
        move_procurement(actor=actor, procurement=procurement, verb=verb, reason=reason if verb == "stop" else "", now=now)  # fmt: skip
    elif verb in PROCUREMENT.open_steps(procurement.state):
        _ask_to_move(contract, course, now)


def _ask_to_move(contract: Contract, course: Course, now: datetime) -> None:
    """Who decided may not move the procurement: it is a task for those who carry out procurements."""
    procurement = contract.procurement
    with override("nb"):
        title = _("Move “%(title)s” on") % {"title": procurement.title[:120]}
        why = _("A decision has been made about “%(title)s”: %(decision)s.") % {"title": contract.title, "decision": str(SHORT[course]).lower()}  # fmt: skip
    about = About("procurements.procurement", str(procurement.pk), procurement.title, reverse("procurements:procurement", args=[procurement.pk]))  # fmt: skip
    give_task(actor=system("Contracts", procurement.organisation_id), title=title, why=why, to_role=ROLE, about=about, word=MOVE, now=now)  # fmt: skip


@transaction.atomic
def take_up_again(*, actor: Actor, contract: Contract, why: str, now: datetime) -> Review:
    """Take up again what was decided: a new round with the same answers. The decision stays in the history."""
    one = held(contract)
    last = queries.review_of(one)
    insist(rules.may_take_up(actor, one, last))
    if not why.strip():
        raise Refused(_("Say why it is taken up again."))
    if last is None:
        raise ValueError("the rule lets nobody take up what is not decided")
    said = {field.name: getattr(last, field.name) for field in fields(Answers)}
    made = Review.objects.create(contract=one, number=last.number + 1, again=why.strip(), again_at=now, **said)
    record(actor=actor, verb="contracts.taken_up", thing=one, at=now, facts={"reason": made.again})
    return made


def _end_tasks(contract: Contract, now: datetime) -> None:
    site = system("Contracts", contract.organisation_id)
    finish_tasks_about(actor=site, kind=KIND, ref=str(contract.pk), word=DECIDE, now=now)

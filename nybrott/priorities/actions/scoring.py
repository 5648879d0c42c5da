"""Score a need, alone and in silence. Nothing of what was given goes into the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import insist
from nybrott.desk.actions import finish_tasks_about
from nybrott.journal.actions import record
from nybrott.priorities import queries, rules
from nybrott.priorities.actions.asking import SCORE
from nybrott.priorities.actions.rounds import locked
from nybrott.priorities.models import Participant, Priority, Remark, Round, Score

Given = Mapping[int, int | None]
"""Key of a criterion → 1 to 5, or None for "cannot judge". A criterion that is not in it has no answer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page sent: the answers and the comment, and what stood there when it was opened (`seen`, `seen_remark`)."""

    given: Given
    seen: Given
    remark: str = ""
    seen_remark: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it. `changed`: how many answers are new. `over`: criterion → what had been given in another window meanwhile
    and is replaced. `other_remark`: a comment from another window, when the one sent was not saved because of it. `whole`: everything
    in the round is answered."""

    changed: int
    over: Given
    other_remark: str | None
    whole: bool


@transaction.atomic
def score_need(*, actor: Actor, priority: Priority, sheet: Sheet, now: datetime) -> Saved:
    """Save what the actor gives one need. What the page did not touch stays as another window left it."""
    one = priority.round = locked(priority.round)
    me = queries.place_in(one, actor)
    insist(rules.may_score(actor, one, me))
    if me is None:
        raise ValueError("a place in the round is what the rule asks for")
    standing = queries.my_sheet(one, one.now_pass, actor)
    criteria = set(one.criteria.values_list("pk", flat=True))
    changed, over = 0, {}
    for criterion, value in sheet.given.items():
        if criterion not in criteria:
            raise ValueError("a criterion of another round")
        cell, answered_then = (priority.pk, criterion), criterion in sheet.seen
        if answered_then and sheet.seen[criterion] == value:
            continue  # not touched on this page
        if cell in standing and standing[cell] == value:
            continue
        if cell in standing and not (answered_then and sheet.seen[criterion] == standing[cell]):
            over[criterion] = standing[cell]
        Score.objects.update_or_create(
            participant=me, priority=priority, criterion_id=criterion, in_pass=one.now_pass,
            defaults={"value": value, "given_at": now},
        )  # fmt: skip
        changed += 1
    stands = queries.my_remarks(one, one.now_pass, actor).get(priority.pk, "")
    wrote, other_remark = _remark(me, priority, sheet, stands, now)
    whole = queries.is_whole(one, queries.my_sheet(one, one.now_pass, actor))
    if changed or wrote:
        _settle(actor, one, me, whole, now)
    return Saved(changed, over, other_remark, whole)


def _remark(me: Participant, priority: Priority, sheet: Sheet, stands: str, now: datetime) -> tuple[bool, str | None]:
    """Whether the comment was written, and the one (`stands`) it clashes with."""
    said, seen = (_lines(text) for text in (sheet.remark, sheet.seen_remark))
    if said in (seen, stands):
        return False, None
    if stands != seen:
        return False, stands
    Remark.objects.update_or_create(
        participant=me, priority=priority, in_pass=priority.round.now_pass, defaults={"text": said, "written_at": now}
    )
    return True, None


def _lines(text: str) -> str:
    """As a browser's line ends do not matter."""
    return text.replace("\r\n", "\n").strip()


def _settle(actor: Actor, one: Round, me: Participant, whole: bool, now: datetime) -> None:
    if whole and me.done_at is None and one.now_pass == 1:
        me.done_at = now
        me.save(update_fields=["done_at"])
        finish_tasks_about(
            actor=system("Priorities", one.organisation_id), kind="priorities.participant", ref=str(me.pk), word=SCORE, now=now
        )  # fmt: skip
    record(actor=actor, verb="priorities.scored", thing=one, at=now)


@transaction.atomic
def look_through(*, actor: Actor, one: Round, now: datetime) -> None:
    """In the second pass: say that one has looked through one's scores, changed or not. Said twice, it is said once."""
    one = locked(one)
    me = queries.place_in(one, actor)
    insist(rules.may_look_through(actor, one, me))
    if me is None or me.done_at is not None:
        return
    me.done_at = now
    me.save(update_fields=["done_at"])
    record(actor=actor, verb="priorities.looked_through", thing=one, at=now)

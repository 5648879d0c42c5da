"""The need description: begun from the trail, written, reviewed, approved, and then never changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from nybrott.challenges import rules as challenges_rules
from nybrott.challenges.actions import index_challenges, mark_described
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk.actions import drop_drafts
from nybrott.hearings.models import Contribution
from nybrott.journal.actions import record
from nybrott.needs import rules
from nybrott.needs.models import (
    ChecklistPoint,
    Comment,
    Need,
    NeedDescription,
    OutcomeGoal,
    ProblemStatement,
    SuccessCriterion,
)
from nybrott.needs.states import DESCRIPTION, DescriptionState

# The eight points of a good need description, in their order (DFØ's, in our own words; texts in `queries.descriptions`).
POINTS = ("what", "purpose", "criteria", "data", "prioritised", "open", "market", "together")
MOST_VOICES = 12
TEXTS = ("title", "purpose", "background", "unknown", "tried", "other_ways", "language")


@dataclass(frozen=True, slots=True)
class Goal:
    """An outcome goal: what shall be different, measured by what, from which value to which."""

    text: str
    measure: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a draft says. `texts`: any of `TEXTS`; `checklist`: point → (met or None, note)."""

    texts: Mapping[str, str]
    goals: tuple[Goal, ...] = ()
    criteria: tuple[str, ...] = ()
    needs: Collection[Need] = ()
    statement: ProblemStatement | None = None
    checklist: Mapping[str, tuple[bool | None, str]] = field(default_factory=dict)


@transaction.atomic
def begin_description(*, actor: Actor, challenge: Challenge, language: str, now: datetime) -> NeedDescription:
    """Begin a version: a copy of the last one, or, the first time, put together from the trail."""
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    insist(rules.may_begin_description(actor, challenge))
    last = challenge.descriptions.order_by("-version").first()
    version = (challenge.descriptions.aggregate(last=Max("version"))["last"] or 0) + 1
    made = _copied(last) if last else _from_trail(challenge, language)
    made.version, made.state, made.written_by_id = version, DescriptionState.DRAFT, actor.user_id
    made.written_at = made.changed_at = now
    made.approved_at = made.approved_by = None
    made.save(force_insert=True)
    if last:
        made.needs.set(last.needs.all())
        OutcomeGoal.objects.bulk_create(
            OutcomeGoal(
                description=made,
                text=g.text,
                measure=g.measure,
                unit=g.unit,
                baseline=g.baseline,
                target=g.target,
                place=g.place,
            )
            for g in last.goals.all()
        )
        SuccessCriterion.objects.bulk_create(
            SuccessCriterion(description=made, text=one.text, place=one.place) for one in last.criteria.all()
        )
    else:
        made.needs.set(challenge.needs.filter(state="verified"))
    ChecklistPoint.objects.bulk_create(ChecklistPoint(description=made, point=point) for point in POINTS)
    record(actor=actor, verb="needs.description_begun", thing=challenge, at=now, facts={"version": version})
    return made


def _copied(last: NeedDescription) -> NeedDescription:
    kept = (
        "challenge_id",
        "language",
        "title",
        "purpose",
        "background",
        "unknown",
        "tried",
        "other_ways",
        "statement_id",
        "voices",
    )
    return NeedDescription(**{name: getattr(last, name) for name in kept})


def _from_trail(challenge: Challenge, language: str) -> NeedDescription:
    anchored = challenge.anchorings.filter(agreed=True).order_by("-answered_at").first()
    statement = challenge.statements.filter(chosen=True).first()
    said = Contribution.objects.filter(challenge=challenge, state="taken_up").order_by("received_at")[:MOST_VOICES]
    return NeedDescription(
        challenge=challenge, language=language, title=challenge.title, purpose=anchored.purpose if anchored else "",
        background=challenge.story, statement=statement,
        voices=[{"text": one.text, "side": one.side, "language": one.language} for one in said],
    )  # fmt: skip


class OvertakenDescription(Exception):
    """Somebody saved the draft while this one was being written; `now` is the draft as it stands."""

    def __init__(self, now: NeedDescription) -> None:
        super().__init__(str(now))
        self.now = now


@transaction.atomic
def write_description(
    *, actor: Actor, description: NeedDescription, written: Written, now: datetime, seen: datetime | None = None
) -> None:
    """Save a draft whole. `seen` is when the draft the writer began from was changed; raises `OvertakenDescription` when
    somebody has saved it since."""
    locked = NeedDescription.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=description.pk)
    insist(rules.may_write(actor, locked))
    if seen is not None and seen != locked.changed_at:
        raise OvertakenDescription(locked)
    before = locked.purpose
    for name, text in written.texts.items():
        setattr(locked, name, text.strip())
    locked.statement, locked.changed_at = written.statement, now
    locked.save()
    locked.needs.set(Need.objects.filter(challenge_id=locked.challenge_id, pk__in=[need.pk for need in written.needs]))
    locked.goals.all().delete()
    OutcomeGoal.objects.bulk_create(
        OutcomeGoal(
            description=locked, text=goal.text.strip(), measure=goal.measure.strip(), unit=goal.unit.strip(), baseline=goal.baseline,
            target=goal.target, place=place,
        )
        for place, goal in enumerate(written.goals)
    )  # fmt: skip
    locked.criteria.all().delete()
    SuccessCriterion.objects.bulk_create(
        SuccessCriterion(description=locked, text=text.strip(), place=place)
        for place, text in enumerate(written.criteria)
    )
    for point, (met, note) in written.checklist.items():
        locked.checklist.filter(point=point).update(met=met, note=note.strip())
    facts: dict[str, object] = {"version": locked.version}
    if before != locked.purpose:
        facts |= {"before": before, "after": locked.purpose}
    drop_drafts(actor=actor, key=f"needs.description:{locked.pk}")
    record(actor=actor, verb="needs.description_written", thing=locked.challenge, at=now, facts=facts)


@transaction.atomic
def comment_on(*, actor: Actor, description: NeedDescription, text: str, part: str = "", now: datetime) -> Comment:
    """Say something to a version."""
    insist(rules.may_comment(actor, description))
    made = Comment.objects.create(
        description=description, part=part, text=text.strip(), written_by_id=actor.user_id, written_at=now
    )
    record(actor=actor, verb="needs.description_commented", thing=description.challenge, at=now)
    return made


@transaction.atomic
def settle_comment(*, actor: Actor, comment: Comment, now: datetime) -> None:
    """Say that a comment has been taken care of."""
    insist(challenges_rules.may_work_on(actor, comment.description.challenge))
    comment.settled_at = now
    comment.save(update_fields=["settled_at"])
    record(actor=actor, verb="needs.comment_settled", thing=comment.description.challenge, at=now)


@transaction.atomic
def send_to_review(*, actor: Actor, description: NeedDescription, now: datetime) -> None:
    """Let others read it before it is approved."""
    locked = _locked(description)
    insist(rules.may_send_to_review(actor, locked))
    _step(actor, locked, "send_to_review", now)


@transaction.atomic
def send_back(*, actor: Actor, description: NeedDescription, now: datetime) -> None:
    """Send it back to be written on."""
    locked = _locked(description)
    insist(rules.may_send_back(actor, locked))
    _step(actor, locked, "send_back", now)


@transaction.atomic
def approve_description(*, actor: Actor, description: NeedDescription, now: datetime) -> None:
    """Approve a version. The one that held until now is replaced; the challenge is described."""
    locked = _locked(description)
    insist(rules.may_approve(actor, locked))
    for old in locked.challenge.descriptions.filter(state=DescriptionState.APPROVED):
        old.state = DESCRIPTION.after("replace", old.state)
        old.save(update_fields=["state"])
    locked.approved_by_id, locked.approved_at = actor.user_id, now
    _step(actor, locked, "approve", now)
    mark_described(actor=actor, challenge=locked.challenge, now=now)
    index_challenges(keys=[locked.challenge_id])


def _locked(description: NeedDescription) -> NeedDescription:
    # the challenge is held too: two versions approved at once would both be the one that holds
    Challenge.objects.select_for_update(of=("self",)).get(pk=description.challenge_id)
    return NeedDescription.objects.select_for_update(of=("self",)).select_related("challenge").get(pk=description.pk)


def _step(actor: Actor, description: NeedDescription, verb: str, now: datetime) -> None:
    description.state = DESCRIPTION.after(verb, description.state)
    description.changed_at = now
    description.save()
    facts = {"version": description.version, "purpose": description.purpose}
    record(actor=actor, verb=f"needs.description_{verb}", thing=description.challenge, at=now, facts=facts)

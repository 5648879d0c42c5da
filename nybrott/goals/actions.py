"""Propose a goal, word it, write down its decision, measure it, correct a reading, look at it again, end it; remind of it."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import Refused, insist
from nybrott.desk.actions import About, finish_tasks_about, give_task
from nybrott.goals import letters, queries, rules
from nybrott.goals.models import Goal, Reading, Review
from nybrott.goals.rules import Decision, Said
from nybrott.goals.states import GOAL, GoalState, Kind
from nybrott.journal.actions import record
from nybrott.people.models import Membership, Organisation

THING = "goals.goal"
# what can still be said anew of a decided goal; the rest was decided, and another goal takes its place when it changes
LOOSE = ("why", "unit", "owner", "review_on")


class Changed(Exception):
    """Somebody else changed the goal after this page was opened; nothing was saved."""


@transaction.atomic
def propose_goal(*, actor: Actor, said: Said, now: datetime) -> Goal:
    """Propose a goal for the actor's organisation. Raises `Refused` with the first thing that does not hold together."""
    insist(rules.may_propose(actor))
    goal = Goal(
        organisation=Organisation.objects.get(pk=actor.organisation_id or 0), made_by_id=actor.user_id, made_at=now
    )
    _word(goal, said, now, [field.name for field in fields(Said)])
    goal.save(force_insert=True)
    record(actor=actor, verb="goals.proposed", thing=goal, at=now)
    return goal


@transaction.atomic
def change_goal(*, actor: Actor, goal: Goal, said: Said, version: int, now: datetime) -> Goal:
    """Word it anew; of a decided goal only what is `LOOSE`. `version`: of the goal the page showed. Raises `Changed`, `Refused`."""
    held = _held(goal)
    insist(rules.may_change(actor, held))
    if held.version != version:
        raise Changed
    owner, review_on = held.owner_id, held.review_on
    decided = held.state == GoalState.DECIDED
    before = {field.name: getattr(held, field.name) for field in fields(Said)}
    _word(held, said, now, LOOSE if decided else list(before))
    if decided and held.review_on != review_on:
        _finish(actor, held, "review", now)
    held.version += 1
    held.save()
    told = letters.to_owner(held, but=actor.user_id) if decided and held.owner_id != owner else []
    changed = {name: _plain(held, name, was) for name, was in before.items() if was != getattr(held, name)}
    record(actor=actor, verb="goals.changed", thing=held, at=now, facts={"before": changed}, letters=told)
    return held


@transaction.atomic
def decide_goal(*, actor: Actor, goal: Goal, decision: Decision, now: datetime) -> Goal:
    """Write down that it was decided, by whom and when. Its numbers stay from now on. Whoever answers for it gets a letter."""
    held = _held(goal)
    insist(rules.may_decide(actor, held))
    _refuse(rules.decision_faults(held, decision, timezone.localdate(now)))
    held.state, held.decided_by, held.decided_on = GOAL.after("decide", held.state), decision.by.strip(), decision.on
    held.case, held.case_url, held.version = decision.case.strip(), decision.case_url, held.version + 1
    held.save()
    record(
        actor=actor,
        verb="goals.decided",
        thing=held,
        at=now,
        facts={"day": decision.on},
        letters=letters.to_owner(held, but=actor.user_id),
    )
    return held


@transaction.atomic
def measure_goal(*, actor: Actor, goal: Goal, value: Decimal, on: date, how: str, now: datetime) -> Reading:
    """Write in what it was on a day, and how that is known. The newest day is what it is now."""
    held = _held(goal)
    insist(rules.may_follow(actor, held))
    _refuse(rules.reading_faults(held, value, on, timezone.localdate(now)))
    made = Reading.objects.create(
        goal=held, value=value, measured_on=on, how=how.strip(), said_by_id=actor.user_id, said_at=now
    )
    record(actor=actor, verb="goals.measured", thing=held, at=now, facts={"day": on, "value": _value(held, value)})
    return made


@transaction.atomic
def correct_reading(
    *, actor: Actor, reading: Reading, value: Decimal | None, on: date, how: str, reason: str, now: datetime
) -> Reading:
    """Put a reading right, or without a value take it out; what stood there stays beside it with the reason."""
    goal = _held(reading.goal)
    reading.goal = goal
    insist(rules.may_correct(actor, reading))
    _refuse(rules.reading_faults(goal, value, on, timezone.localdate(now)))
    made = Reading.objects.create(
        goal=goal, value=value, measured_on=on, how=how.strip(), corrects=reading, reason=_said(reason), said_by_id=actor.user_id, said_at=now
    )  # fmt: skip
    facts = {
        "day": reading.measured_on,
        "before": _value(goal, reading.value),
        "value": _value(goal, value),
        "reason": made.reason,
    }
    record(actor=actor, verb="goals.corrected", thing=goal, at=now, facts=facts)
    return made


@transaction.atomic
def review_goal(*, actor: Actor, goal: Goal, said: str, next_on: date | None, now: datetime) -> Review:
    """Say what was found when it was looked at again, and when it shall be next. Its task is done."""
    held = _held(goal)
    insist(rules.may_review(actor, held))
    if next_on is not None and next_on <= timezone.localdate(now):
        raise Refused(_("Choose a day that is still to come."))
    made = Review.objects.create(goal=held, said=_said(said), next_on=next_on, said_by_id=actor.user_id, said_at=now)
    held.review_on, held.version = next_on, held.version + 1
    held.save(update_fields=["review_on", "version"])
    _finish(actor, held, "review", now)
    record(actor=actor, verb="goals.reviewed", thing=held, at=now)
    return made


@transaction.atomic
def end_goal(
    *, actor: Actor, goal: Goal, verb: str, reason: str, now: datetime, replaced_by: Goal | None = None
) -> Goal:
    """End it, with the reason. `verb`: one of `states.ENDINGS`; "replace" names the goal that takes its place."""
    held = _held(goal)
    insist(rules.may_end(actor, held, verb))
    if (verb == "replace") != (replaced_by is not None):
        raise Refused(_("Say which goal takes its place, if one does."))
    if replaced_by is not None and not queries.may_take_its_place(actor, held).filter(pk=replaced_by.pk).exists():
        raise Refused(_("Only an open goal of the same organisation can take its place."))
    held.state, held.reason, held.replaced_by, held.ended_at = (
        GOAL.after(verb, held.state),
        _said(reason),
        replaced_by,
        now,
    )
    held.version += 1
    held.save()
    _finish(actor, held, "", now)
    record(actor=actor, verb="goals.ended", thing=held, at=now, facts={"state": held.state, "reason": held.reason})
    return held


def remind(*, now: datetime) -> int:
    """Give a task for each goal whose day has come; gives how many were given."""
    asked = list(queries.to_ask(timezone.localdate(now)))
    for goal, word, on in asked:
        _give_task(goal, word, on, now)
    return len(asked)


@transaction.atomic
def _give_task(goal: Goal, word: str, on: date, now: datetime) -> None:
    """For whoever answers for the goal, or the programme leads when nobody of the organisation does."""
    current = Membership.objects.current().filter(
        organisation=goal.organisation_id, user=goal.owner_id, user__is_active=True
    )
    owner = goal.owner if goal.owner_id and current.exists() else None
    with override((owner.language if owner else "") or "nb"):
        title, why = (
            (_("Look again at a goal"), _("It is the day set for this. See how it is going, say what you find, and set the next day."))
            if word == "review"
            else (_("Say how a goal ended"), _("The day of its target has passed. Was it reached, not reached, or does another goal take its place?"))
        )  # fmt: skip
    give_task(
        actor=system(goal.organisation.name, goal.organisation_id), title=title, why=why, about=About(THING, str(goal.pk), goal.title, reverse("goals:goal", args=[goal.pk])),
        word=word, now=now, to_user=owner.pk if owner else None, to_role="" if owner else "lead", due_on=max(on, timezone.localdate(now)),
    )  # fmt: skip


def _held(goal: Goal) -> Goal:
    """The goal as it is now, held until the transaction ends: two people may press at once."""
    return (
        Goal.objects.select_for_update(of=("self",), no_key=True)
        .select_related("owner", "organisation")
        .get(pk=goal.pk)
    )


def _word(goal: Goal, said: Said, now: datetime, names: "list[str] | tuple[str, ...]") -> None:
    insist(rules.belongs(goal, said))
    _refuse({field: reason for field, reason in rules.faults(said, timezone.localdate(now)).items() if field in names})
    for name in names:
        value = getattr(said, name)
        setattr(goal, name, value.strip() if isinstance(value, str) else value)


def _refuse(faults: dict[str, str]) -> None:
    for reason in faults.values():
        raise Refused(reason)


def _said(text: str) -> str:
    if not text.strip():
        raise Refused(_("Say why in a sentence; others will ask."))
    return text.strip()


def _finish(actor: Actor, goal: Goal, word: str, now: datetime) -> None:
    finish_tasks_about(actor=actor, kind=THING, ref=str(goal.pk), word=word, now=now)


def _value(goal: Goal, value: Decimal | None) -> str:
    """A value in the journal, the same in every language; money in kroner."""
    if value is None:
        return "–"
    unit = {Kind.MONEY: "NOK", Kind.SHARE: "%"}.get(Kind(goal.kind), goal.counted_in)
    return f"{value / 100 if goal.kind == Kind.MONEY else value} {unit}"


def _plain(goal: Goal, name: str, value: object) -> object:
    """What a field said, as the journal keeps it."""
    if name in ("baseline", "target") and isinstance(value, Decimal):
        return _value(goal, value)
    return str(value) if name in ("unit", "owner") and value is not None else value

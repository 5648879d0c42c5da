"""Planning: when, where, what for, and step by step what is done."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.people.models import User
from nybrott.workshops import letters, rules
from nybrott.workshops.models import Step, Workshop
from nybrott.workshops.queries import coming
from nybrott.workshops.states import WORKSHOP, StepKind

MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """When, where and what for. `capacity`: how many may come; None: as many as want to."""

    title: str
    starts_at: datetime
    aim: str = ""
    place: str = ""
    link: str = ""
    capacity: int | None = None
    facilitator: User | None = None


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One thing to do; see `models.Step`."""

    title: str
    kind: str = StepKind.TALK
    minutes: int = 10
    prompt: str = ""
    votes_each: int = 3
    card: str = ""


@transaction.atomic
def plan_workshop(*, actor: Actor, challenge: Challenge, plan: Plan, codes: list[str], now: datetime) -> Workshop:
    """Plan a workshop on a challenge. `codes`: several to choose from; the first nobody else has lets phones in."""
    insist(rules.may_plan(actor, challenge))
    made = Workshop(
        organisation_id=challenge.organisation_id, challenge=challenge, planned_by_id=actor.user_id, planned_at=now
    )
    _fill(made, plan)
    for code in codes:
        made.code = code
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            continue
        record(actor=actor, verb="workshops.planned", thing=made, at=now)
        return made
    raise Refused(_("No free code was found. Try again."))


def _fill(workshop: Workshop, plan: Plan) -> None:
    workshop.title, workshop.aim, workshop.starts_at = plan.title.strip(), plan.aim.strip(), plan.starts_at
    workshop.place, workshop.link, workshop.capacity = plan.place.strip(), plan.link.strip(), plan.capacity
    workshop.facilitator = plan.facilitator


@transaction.atomic
def change_plan(*, actor: Actor, workshop: Workshop, plan: Plan, url: str, now: datetime) -> None:
    """Change when, where or what. Those who come are told by letter when time or place is another."""
    insist(rules.may_change_plan(actor, workshop))
    before = (workshop.starts_at, workshop.place, workshop.link)
    _fill(workshop, plan)
    workshop.save()
    moved = before != (workshop.starts_at, workshop.place, workshop.link)
    told = [letters.moved(seat, url) for seat in coming(workshop)] if moved else []
    record(actor=actor, verb="workshops.changed", thing=workshop, at=now, letters=told)


@transaction.atomic
def call_off(*, actor: Actor, workshop: Workshop, reason: str, now: datetime) -> None:
    """Call it off; those who come are told, with the reason."""
    locked = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    insist(rules.may_step(actor, locked, "call_off"))
    locked.state, locked.reason = WORKSHOP.after("call_off", locked.state), reason.strip()
    locked.save(update_fields=["state", "reason"])
    told = [letters.called_off(seat) for seat in coming(locked)]
    record(
        actor=actor, verb="workshops.called_off", thing=locked, at=now, facts={"reason": locked.reason}, letters=told
    )


@transaction.atomic
def plan_again(*, actor: Actor, workshop: Workshop, now: datetime) -> None:
    """Take one that was called off up again; people are asked anew."""
    insist(rules.may_step(actor, workshop, "plan_again"))
    workshop.state, workshop.reason = WORKSHOP.after("plan_again", workshop.state), ""
    workshop.save(update_fields=["state", "reason"])
    record(actor=actor, verb="workshops.planned_again", thing=workshop, at=now)


@transaction.atomic
def add_steps(*, actor: Actor, workshop: Workshop, plans: list[StepPlan], now: datetime) -> list[Step]:
    """Add steps after the last: one's own, or those of a method card."""
    locked = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    insist(rules.may_change_plan(actor, locked))
    if locked.steps.count() + len(plans) > MOST_STEPS:
        raise Refused(_("A workshop can have %(n)s steps. Put some of them together.") % {"n": MOST_STEPS})
    last = locked.steps.aggregate(last=Max("place"))["last"] or 0
    made = [Step.objects.create(workshop=locked, place=last + n, **asdict(plan)) for n, plan in enumerate(plans, 1)]
    record(actor=actor, verb="workshops.step_added", thing=locked, at=now, facts={"name": ", ".join(map(str, made))})
    return made


@transaction.atomic
def change_step(*, actor: Actor, step: Step, plan: StepPlan, now: datetime) -> None:
    """Word a step anew, or give it other minutes. What kind it is stays once somebody has written or voted in it."""
    insist(rules.may_change_plan(actor, step.workshop))
    if plan.kind != step.kind and (step.notes.exists() or step.votes.exists()):
        raise Refused(_("Someone has written or voted in this step, so what people do in it stays the same."))
    for name, value in asdict(plan).items():
        if name != "card":
            setattr(step, name, value)
    step.save()
    record(actor=actor, verb="workshops.step_changed", thing=step.workshop, at=now, facts={"name": step.title})


@transaction.atomic
def move_step(*, actor: Actor, step: Step, up: bool, now: datetime) -> None:
    """Move a step one place up or down; at the end it stays where it is."""
    locked = Workshop.objects.select_for_update(of=("self",)).get(pk=step.workshop_id)
    insist(rules.may_change_plan(actor, locked))
    order = list(locked.steps.all())
    here = [one.pk for one in order].index(step.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order, 1):
        if one.place != place:
            one.place = place
            one.save(update_fields=["place"])
    record(actor=actor, verb="workshops.step_moved", thing=locked, at=now, facts={"name": step.title})


@transaction.atomic
def remove_step(*, actor: Actor, step: Step, now: datetime) -> None:
    """Take a step out."""
    insist(rules.may_remove_step(actor, step))
    workshop, title = step.workshop, step.title
    step.delete()
    record(actor=actor, verb="workshops.step_removed", thing=workshop, at=now, facts={"name": title})

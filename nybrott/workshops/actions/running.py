"""Under way: begin, go from step to step, give more time, share, end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.workshops import rules
from nybrott.workshops.models import Step, Workshop
from nybrott.workshops.states import WORKSHOP, StepKind, WorkshopState


def _locked(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)


def _at(workshop: Workshop, step: Step | None, now: datetime) -> None:
    """Everybody is at this step from now on."""
    workshop.step, workshop.step_began_at, workshop.extra_seconds = step, now if step else None, 0
    workshop.turn += 1


@transaction.atomic
def start(*, actor: Actor, workshop: Workshop, now: datetime) -> Workshop:
    """Begin with the first step. Pressed twice, it has begun once."""
    held = _locked(workshop)
    if held.state == WorkshopState.LIVE and rules.may_hold(actor, held):
        return held
    insist(rules.may_step(actor, held, "start"))
    held.state, held.began_at = WORKSHOP.after("start", held.state), now
    _at(held, held.steps.first(), now)
    held.save()
    record(actor=actor, verb="workshops.started", thing=held, at=now)
    return held


@transaction.atomic
def go_to(*, actor: Actor, step: Step, now: datetime) -> None:
    """Go to a step, the next or any other; its clock begins. Pressed twice, the clock goes on."""
    held = _locked(step.workshop)
    insist(rules.may_hold(actor, held))
    if held.state != WorkshopState.LIVE:
        raise Refused(_("The workshop is not under way."))
    if held.step_id == step.pk:
        return
    _at(held, step, now)
    held.save()
    record(actor=actor, verb="workshops.went_to", thing=held, at=now, facts={"name": step.title})


@transaction.atomic
def give_time(*, actor: Actor, workshop: Workshop, step: Step, seconds: int, now: datetime) -> None:
    """Give a step more time, or take some back. `step`: the one the button stood beside; if it is over nothing happens."""
    held = _locked(workshop)
    insist(rules.may_hold(actor, held))
    if held.state != WorkshopState.LIVE or held.step_id != step.pk:
        return
    least = -60 * step.minutes
    held.extra_seconds = max(least, min(held.extra_seconds + seconds, 4 * 3600))
    held.turn += 1
    held.save(update_fields=["extra_seconds", "turn"])
    record(actor=actor, verb="workshops.gave_time", thing=held, at=now, facts={"name": step.title})


@transaction.atomic
def share(*, actor: Actor, step: Step, now: datetime) -> None:
    """Show all what was written in a step, or how the votes fell. It cannot be hidden again."""
    held = _locked(step.workshop)
    insist(rules.may_sort(actor, held))
    step.refresh_from_db()
    if step.kind not in (StepKind.WRITE, StepKind.VOTE):
        raise Refused(_("There is nothing to share in this step."))
    if step.shared_at is not None:
        return
    step.shared_at = now
    step.save(update_fields=["shared_at"])
    held.turn += 1
    held.save(update_fields=["turn"])
    record(actor=actor, verb="workshops.shared", thing=held, at=now, facts={"name": step.title})


@transaction.atomic
def end(*, actor: Actor, workshop: Workshop, now: datetime) -> None:
    """End it. What nobody has shared stays its writers' own. Pressed twice, it has ended once."""
    held = _locked(workshop)
    if held.state == WorkshopState.ENDED and rules.may_hold(actor, held):
        return
    insist(rules.may_step(actor, held, "end"))
    held.state, held.ended_at = WORKSHOP.after("end", held.state), now
    _at(held, None, now)
    held.save()
    record(actor=actor, verb="workshops.ended", thing=held, at=now)


@transaction.atomic
def go_on(*, actor: Actor, workshop: Workshop, now: datetime) -> None:
    """It was ended too early: go on at the last step."""
    held = _locked(workshop)
    insist(rules.may_step(actor, held, "go_on"))
    held.state, held.ended_at = WORKSHOP.after("go_on", held.state), None
    _at(held, held.steps.last(), now)
    held.save()
    record(actor=actor, verb="workshops.went_on", thing=held, at=now)

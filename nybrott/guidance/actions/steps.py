"""What the two agreed that one of them does next. It stands as a task on that one's desk, and the task is what decides: done there, it is
done here."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.desk import actions as desk
from nybrott.desk.models import Task
from nybrott.guidance import rules
from nybrott.guidance.models import NextStep, Pairing, Session
from nybrott.journal.actions import record

KIND = "guidance.nextstep"


def _giver(actor: Actor, organisation_id: int) -> Actor:
    """The actor where the one who does it works, which in a network's run may be another organisation: what our own rule has said yes to, the
    desk there lets them give."""
    return replace(actor, organisation_id=organisation_id, permissions=actor.permissions | {"tasks.assign"})


@transaction.atomic
def agree_step(
    *, actor: Actor, pairing: Pairing, session: Session | None, what: str, side: str, due_on: date, now: datetime
) -> NextStep:
    """Agree what the driver or the mentor (`side`) does next, and by when. It is about the challenge the driver works on."""
    insist(rules.may_agree(actor, pairing))
    part = pairing.driver if side == "driver" else pairing.mentor
    step = NextStep.objects.create(
        pairing=pairing, session=session, what=what.strip(), who=part.user, due_on=due_on, agreed_at=now,
        challenge=session.challenge if session and session.challenge_id else pairing.driver.challenge,
    )  # fmt: skip
    url = reverse("guidance:session", args=[session.pk]) if session else reverse("guidance:pair", args=[pairing.pk])
    about = desk.About(KIND, str(step.pk), str(pairing), url)
    step.task = desk.give_task(
        actor=_giver(actor, part.organisation_id), title=step.what, to_user=part.user_id, due_on=due_on, about=about, word="step", now=now
    )  # fmt: skip
    step.save(update_fields=["task"])
    record(actor=actor, verb="guidance.agreed", thing=step, at=now)
    return step


@transaction.atomic
def end_step(*, actor: Actor, step: NextStep, done: bool, now: datetime) -> None:
    """It is done, or need not be done; so is its task."""
    insist(rules.may_end_step(actor, step))
    task = step.task
    if (
        task is not None and task.is_open
    ):  # the task goes first, always, so that two who end it at once wait for each other
        end = desk.finish_task if done else desk.drop_task
        end(actor=_giver(actor, task.organisation_id), task=task, now=now)
        return
    locked = NextStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    _mark(actor, locked, now if done else None, None if done else now, now)


@transaction.atomic
def follow_task(actor: Actor, task: Task, now: datetime) -> None:
    """What became of the task became of the step."""
    step = NextStep.objects.select_for_update(of=("self",)).filter(task=task).first()
    if step is None:
        return
    if task.due_on and task.due_on != step.due_on:
        step.due_on = task.due_on
        step.save(update_fields=["due_on"])
    _mark(
        actor,
        step,
        task.ended_at if task.state == "done" else None,
        task.ended_at if task.state == "dropped" else None,
        now,
    )


def _mark(actor: Actor, step: NextStep, done_at: datetime | None, dropped_at: datetime | None, now: datetime) -> None:
    if (done_at, dropped_at) == (step.done_at, step.dropped_at):
        return
    step.done_at, step.dropped_at = done_at, dropped_at
    step.save(update_fields=["done_at", "dropped_at"])
    verb = "guidance.step_done" if done_at else "guidance.step_dropped" if dropped_at else "guidance.step_reopened"
    record(actor=actor, verb=verb, thing=step, at=now)

"""Workshops for tests, made by the same actions people use."""

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.actor import Actor
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import an_actor
from nybrott.workshops import actions
from nybrott.workshops.actions import Plan, StepPlan
from nybrott.workshops.models import Group, Note, Seat, Step, Workshop
from nybrott.workshops.states import StepKind

_number = count(1)

STEPS = [
    StepPlan("Si hvem vi er", StepKind.TALK, 5),
    StepPlan("Skriv det du har sett", StepKind.WRITE, 10, "Ett notat per ting."),
    StepPlan("Legg sammen", StepKind.GROUP, 15),
    StepPlan("Stem", StepKind.VOTE, 5, votes_each=2),
]


def a_workshop(
    place: Organisation, /, *, lead: Actor | None = None, challenge: Challenge | None = None, **more: object
) -> Workshop:
    """A workshop on a challenge, with one step of each kind."""
    lead, number, now = lead or an_actor(place, "lead"), next(_number), timezone.now()
    plan = Plan(f"Verksted {number}", starts_at=now + timedelta(days=3), **more)  # type: ignore[arg-type]
    challenge = challenge or an_anchored_challenge(place)
    made = actions.plan_workshop(actor=lead, challenge=challenge, plan=plan, codes=[f"T{number:05d}"], now=now)
    actions.add_steps(actor=lead, workshop=made, plans=STEPS, now=now)
    return made


def under_way(place: Organisation, /, *, lead: Actor | None = None, at: int = 0, **more: object) -> Workshop:
    """One that has begun, at its step number `at` from 0."""
    lead = lead or an_actor(place, "lead")
    made = a_workshop(place, lead=lead, **more)  # type: ignore[arg-type]
    actions.start(actor=lead, workshop=made, now=timezone.now())
    if at:
        actions.go_to(actor=lead, step=made.steps.all()[at], now=timezone.now())
    made.refresh_from_db()
    return made


def a_phone(workshop: Workshop, name: str = "", side: str = "user", user: User | None = None) -> Seat:
    """Somebody who came in by the code."""
    return actions.come_in(
        workshop=workshop, name=name or f"Gjest {next(_number)}", side=side, user=user, now=timezone.now()
    )


def a_note(seat: Seat, text: str = "", step: Step | None = None, key: str = "") -> Note:
    """A note somebody wrote in the step for writing."""
    number = next(_number)
    step = step or Step.objects.select_related("workshop__step").get(workshop=seat.workshop, kind=StepKind.WRITE)
    made, _new = actions.write_note(
        seat=seat, step=step, text=text or f"Notat {number}", sent_key=key or f"key-{number}", now=timezone.now()
    )  # fmt: skip
    return made


def shared(workshop: Workshop, lead: Actor, now: datetime | None = None) -> None:
    """The notes are shown to all."""
    step = Step.objects.select_related("workshop").get(workshop=workshop, kind=StepKind.WRITE)
    actions.share(actor=lead, step=step, now=now or timezone.now())


def a_group(workshop: Workshop, lead: Actor, *notes: Note, title: str = "") -> Group:
    """Shared notes that were put together."""
    return actions.put_together(
        actor=lead, workshop=workshop, notes=list(notes), group=None, title=title or f"Gruppe {next(_number)}", now=timezone.now()
    )  # fmt: skip

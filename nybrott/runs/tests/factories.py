"""Runs and those who take part, for tests."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.people.models import Network, Organisation, Unit, User
from nybrott.people.tests.factories import a_member, an_actor
from nybrott.programmes.models import Package
from nybrott.programmes.tests.factories import a_package
from nybrott.runs import actions
from nybrott.runs.actions import Aim, RunPlan
from nybrott.runs.models import Participation, Run, Target

_number = count(1)


def a_run(
    place: Organisation,
    /,
    *,
    lead: Actor | None = None,
    package: Package | None = None,
    network: Network | None = None,
    **more: object,
) -> Run:
    """A planned run of a package of the organisation (the first it has), from a week from now for four months."""
    lead, today = lead or an_actor(place, "lead"), timezone.localdate()
    package = package or Package.objects.filter(programme__organisation=place).order_by("pk").first()
    plan = {
        "title": f"Kull {next(_number)}",
        "begins_on": today + timedelta(days=7),
        "ends_on": today + timedelta(days=127),
        "hours": {"driver": 40, "mentor": 60, "lead": 120},
    } | more  # fmt: skip
    return actions.plan_run(
        actor=lead, package=package or a_package(an_actor(place, "lead"), place), plan=RunPlan(**plan), now=timezone.now(), network=network  # type: ignore[arg-type]
    )  # fmt: skip


def a_part(
    run: Run, kind: str = "driver", /, *, state: str = "in", place: Organisation | None = None, user: User | None = None,
    unit: Unit | None = None, **more: object,
) -> Participation:  # fmt: skip
    """Somebody's part in a run as it is after sign-up and the leader's yes; `place` is the person's own organisation."""
    place = place or run.organisation
    user = user or a_member(place, kind, units=(unit,) if unit else ())
    said = {"languages": ["nb"], "capacity": 4 if kind == "mentor" else 0, "signed_up_at": timezone.now()} | more
    return Participation.objects.create(
        run=run, organisation=place, user=user, unit=unit, kind=kind, state=state, **said
    )


def a_target(run: Run, name: str = "Verifiserte behov", *, lead: Actor | None = None, **more: object) -> Target:
    """A target that is whole: 2 before, 8 to reach."""
    said = {"unit": "behov", "baseline": Decimal(2), "baseline_on": a_day(-30), "target": Decimal(8)} | more
    lead = lead or an_actor(run.organisation, "lead")
    return actions.set_target(actor=lead, run=run, aim=Aim(name=name, **said), now=timezone.now())  # type: ignore[arg-type]


def under_way(place: Organisation, **more: object) -> Run:
    """A run that has begun, with a reason for what is missing."""
    lead = an_actor(place, "lead")
    run = a_run(place, lead=lead, **more)  # type: ignore[arg-type]
    return actions.begin_run(actor=lead, run=run, reason="Prøve.", now=timezone.now())


def called_off(place: Organisation) -> Run:
    """A run that is called off."""
    lead = an_actor(place, "lead")
    run = a_run(place, lead=lead)
    actions.call_off_run(actor=lead, run=run, reason="For få meldte seg.", now=timezone.now())
    run.refresh_from_db()
    return run


def a_day(days: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)

"""Gatherings, stories and outreach, for tests, made by the same actions people use."""

from datetime import date, datetime, timedelta
from itertools import count

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.gatherings import actions
from nybrott.gatherings.actions import GatheringPlan, StoryWords, Told
from nybrott.gatherings.models import Attendance, Gathering, Outreach, Story
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import an_actor
from nybrott.runs.models import Participation, Run
from nybrott.runs.tests.factories import a_part, a_run

URL = "https://eks.no/programme/gatherings/1/"
_number = count(1)


def a_gathering(
    run: Run, /, *, lead: Actor | None = None, starts_at: datetime | None = None, **more: object
) -> Gathering:
    """A gathering in a run, a week from now."""
    now = timezone.now()
    plan = GatheringPlan(f"Samling {next(_number)}", starts_at=starts_at or now + timedelta(days=7), **more)  # type: ignore[arg-type]
    return actions.plan_gathering(actor=lead or an_actor(run.organisation, "lead"), run=run, plan=plan, now=now)


def asked(gathering: Gathering, *parts: Participation, lead: Actor | None = None) -> list[Attendance]:
    """These parts are asked to it."""
    lead = lead or an_actor(gathering.run.organisation, "lead")
    actions.ask(actor=lead, gathering=gathering, parts=parts, url=URL, now=timezone.now())
    return list(gathering.attendances.filter(part__in=parts).order_by("pk"))


def a_story(gathering: Gathering, part: Participation | None = None, /, **more: object) -> Story:
    """A story somebody of the run brought."""
    part, number = part or a_part(gathering.run), next(_number)
    words = StoryWords(**{"title": f"Historie {number}", "tried": "Vi spurte dem det gjelder.", **more})  # type: ignore[arg-type]
    actor = actor_of(part.user, part.organisation)
    return actions.bring_story(actor=actor, gathering=gathering, part=part, words=words, now=timezone.now())


def an_outreach(part: Participation, /, held_on: date | None = None, **more: object) -> Outreach:
    """Something a driver did with colleagues today."""
    told = {
        "held_on": held_on or timezone.localdate(),
        "what": f"Arbeid {next(_number)}",
        "people": 5,
        "minutes": 30,
    } | more
    actor = actor_of(part.user, part.organisation)
    return actions.log_outreach(actor=actor, part=part, told=Told(**told), now=timezone.now())  # type: ignore[arg-type]


def a_driver(place: Organisation, run: Run | None = None, **more: object) -> tuple[Actor, Participation]:
    """A driver in a run and the actor of that person."""
    part = a_part(run or a_run(place), "driver", place=place, **more)  # type: ignore[arg-type]
    return actor_of(part.user, place), part

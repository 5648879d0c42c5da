"""What every page of a challenge has around it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nybrott.challenges import rules
from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import crumbs, parts
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.ui.asking import who
from nybrott.ui.thread import NextStep, Stop

__all__ = ["crumbs", "drawn", "parts", "seen", "step_shown", "worked_on"]


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """Who asks and the challenge asked for; 404 when they may not see it."""
    actor = who(request)
    found = Challenge.objects.visible_to(actor).select_related("unit", "owner", "joined_with", "organisation")
    return actor, get_object_or_404(found, pk=pk)


def worked_on(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """The same for a page that only those who work on the challenge may open; 403 with the reason for others."""
    actor, challenge = seen(request, pk)
    insist(rules.may_work_on(actor, challenge))
    return actor, challenge


def drawn(stops: Any) -> list[Stop]:
    """Stops of the trail as the page draws them."""
    return [Stop(stop.label, stop.state, stop.url, stop.note, stop.word) for stop in stops]


def step_shown(step: Any) -> NextStep | None:
    """The next step as the page draws it."""
    return None if step is None else NextStep(step.state, step.step, url=step.url, who=step.who, reason=step.reason)

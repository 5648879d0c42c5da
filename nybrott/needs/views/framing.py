"""What every page of the room has around it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.ui.asking import who


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """Who asks and the challenge asked for; 404 when they may not see it."""
    actor = who(request)
    found = Challenge.objects.visible_to(actor).select_related("unit", "owner", "organisation")
    return actor, get_object_or_404(found, pk=pk)

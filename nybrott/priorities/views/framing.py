"""What every page of the room has around it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.priorities.models import Priority, Round
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def challenge_of(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """Who asks and the challenge asked for; 404 when they may not see it."""
    actor = who(request)
    found = Challenge.objects.visible_to(actor).select_related("unit", "owner", "organisation")
    return actor, get_object_or_404(found, pk=pk)


def round_of(request: HttpRequest, pk: int) -> tuple[Actor, Round]:
    """Who asks and the round asked for; 404 when it is another organisation's."""
    actor = who(request)
    found = Round.objects.visible_to(actor).select_related(
        "challenge__owner", "challenge__unit", "unit", "organisation"
    )
    return actor, get_object_or_404(found, pk=pk)


def priority_of(request: HttpRequest, pk: int) -> tuple[Actor, Priority]:
    """Who asks and the need in a round asked for."""
    actor = who(request)
    found = Priority.objects.visible_to(actor).select_related(
        "round__challenge", "round__unit", "round__organisation", "need__challenge__owner", "decided_by"
    )
    return actor, get_object_or_404(found, pk=pk)


def address(request: HttpRequest, name: str, pk: int) -> str:
    """A whole address, for a letter."""
    return request.build_absolute_uri(reverse(name, args=[pk]))


def crumbs(one: Round | None = None, *more: str, challenge: Challenge | None = None) -> tuple[Link, ...]:
    """The way to a page: the challenges, the challenge or all rounds, the round, and what comes after."""
    at = one.challenge if one is not None else challenge
    way = [Link(_("Needs"), reverse("challenges:challenges"))]
    if at is not None:
        way.append(Link(at.title, reverse("challenges:challenge", args=[at.pk])))
        way.append(Link(_("Priorities"), reverse("priorities:of_challenge", args=[at.pk]) if one or more else ""))
    else:
        way.append(Link(_("Priorities"), reverse("priorities:rounds") if one or more else ""))
    if one is not None:
        way.append(Link(one.title, reverse("priorities:round", args=[one.pk]) if more else ""))
    return (*way, *(Link(each) for each in more))


def ways(one: Round, here: str) -> list[Link]:
    """The parts of a round as tabs: the round itself, and what was shown."""
    if not one.shown:
        return []
    found = [("priorities:round", _("The round")), ("priorities:result", _("How the scores are spread"))]
    return [Link(label, reverse(name, args=[one.pk]), current=name == here) for name, label in found]

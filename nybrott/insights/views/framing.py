"""What every page of the room has around it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.hearings.rules import may_read_contributions
from nybrott.needs.models import Insight, Need
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def is_key(said: str) -> bool:
    """Whether what a form sent can be the key of a row."""
    return said.isascii() and said.isdigit() and len(said) < 19


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """Who asks and the challenge whose evidence they may read; 404 when they may not see it, 403 when not read it."""
    actor = who(request)
    found = Challenge.objects.visible_to(actor).select_related("owner", "organisation")
    challenge = get_object_or_404(found, pk=pk)
    insist(may_read_contributions(actor, challenge))
    return actor, challenge


def need_of(request: HttpRequest, pk: int) -> tuple[Actor, Need]:
    """Who asks and the need asked for: everyone who sees the challenge may read the need itself."""
    actor = who(request)
    found = Need.objects.visible_to(actor).select_related("challenge__owner", "written_by")
    return actor, get_object_or_404(found, pk=pk)


def insight_of(request: HttpRequest, pk: int) -> tuple[Actor, Insight]:
    """Who asks and the insight asked for; 403 for those who may not read what people told."""
    actor = who(request)
    found = get_object_or_404(Insight.objects.visible_to(actor).select_related("challenge", "written_by"), pk=pk)
    insist(may_read_contributions(actor, found.challenge))
    return actor, found


def crumbs(challenge: Challenge, *more: Link | str, board: bool = True) -> tuple[Link, ...]:
    """The way to a page: the challenges, the challenge, its board, and what comes after."""
    way = [
        Link(_("Needs"), reverse("challenges:challenges")),
        Link(challenge.title, reverse("challenges:challenge", args=[challenge.pk])),
    ]
    if board:
        way.append(Link(_("Sense"), reverse("insights:board", args=[challenge.pk])))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))

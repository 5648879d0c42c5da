"""What every page of the room has around it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.workshops import rules
from nybrott.workshops.models import Step, Workshop


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Workshop]:
    """Who asks and the workshop asked for; 404 when they may not see it."""
    actor = who(request)
    found = Workshop.objects.visible_to(actor).select_related("challenge__owner", "facilitator", "organisation", "step")
    return actor, get_object_or_404(found, pk=pk)


def held(request: HttpRequest, pk: int) -> tuple[Actor, Workshop]:
    """The same for a page of the one who leads; 403 with the reason for others."""
    actor, one = seen(request, pk)
    insist(rules.may_hold(actor, one))
    return actor, one


def step_of(request: HttpRequest, pk: int) -> tuple[Actor, Step]:
    """Who asks and the step asked for."""
    actor = who(request)
    return actor, get_object_or_404(Step.objects.visible_to(actor).select_related("workshop__step"), pk=pk)


def crumbs(challenge: Challenge, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of a challenge's workshops."""
    return (
        Link(_("Needs"), reverse("challenges:challenges")),
        Link(challenge.title, reverse("challenges:challenge", args=[challenge.pk])),
        Link(_("Workshops"), reverse("workshops:of_challenge", args=[challenge.pk])),
        *(one if isinstance(one, Link) else Link(one) for one in more),
    )


def way(workshop: Workshop, *more: str) -> tuple[Link, ...]:
    """The way to a page of a workshop."""
    here = Link(workshop.title, reverse("workshops:workshop", args=[workshop.pk]) if more else "")
    return crumbs(workshop.challenge, here, *more)


def parts(workshop: Workshop, here: str) -> list[Link]:
    """The parts of a workshop as tabs."""
    named = (
        ("workshop", _("Plan")), ("people", _("Who is coming")), ("lead", _("Under way")), ("output", _("What came out")),
    )  # fmt: skip
    return [
        Link(label, reverse(f"workshops:{name}", args=[workshop.pk]), current=name == here) for name, label in named
    ]

"""A challenge's red thread through every room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.challenges import queries
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.ui.asking import who
from nybrott.ui.thread import NextStep
from nybrott.web.thread import thread_of


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Challenge]:
    """Who asks and the challenge asked for; 404 when they may not see it."""
    actor = who(request)
    found = Challenge.objects.visible_to(actor).select_related("unit", "owner", "organisation", "raised_by")
    return actor, get_object_or_404(found, pk=pk)


@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """The red thread so far: a picture, and the list that says the same."""
    actor, challenge = seen(request, pk)
    step = queries.next_step(actor, queries.challenge_page(challenge))
    return render(
        request,
        "web/thread.html",
        {
            "challenge": challenge,
            "thread": thread_of(actor, challenge),
            "tabs": queries.parts(challenge, "web:thread"),
            "step": step and NextStep(step.state, step.step, url=step.url, who=step.who, reason=step.reason),
            "breadcrumbs": queries.crumbs(challenge, _("The red thread")),
        },
    )

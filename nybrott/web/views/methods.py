"""The methods that fit a challenge now, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nybrott.challenges.queries import crumbs, parts
from nybrott.programmes.queries import proposed
from nybrott.web.methods import standing_of
from nybrott.web.views.taking import seen


@require_safe
def methods(request: HttpRequest, pk: int) -> HttpResponse:
    """Method cards that fit how far a challenge has come and what it lacks."""
    actor, challenge = seen(request, pk)
    language = (get_language() or "nb")[:2]
    stage, gaps = standing_of(challenge)
    found = [(one, *one.one.card.text(language)) for one in proposed(actor, stage=stage, gaps=gaps, at_most=4)]
    shown = {
        "challenge": challenge, "state": challenge.get_state_display(), "proposed": found, "tabs": parts(challenge, "web:methods"),
        "breadcrumbs": crumbs(challenge, _("Methods")),
    }  # fmt: skip
    return render(request, "web/methods.html", shown)

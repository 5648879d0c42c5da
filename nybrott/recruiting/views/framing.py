"""What every page of the room has around it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.runs.models import Run
from nybrott.runs.queries import crumbs, parts
from nybrott.runs.rules import may_run
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    """Who asks and the run asked for; 404 when they may not see it."""
    actor = who(request)
    found = Run.objects.visible_to(actor).select_related("organisation", "network", "package")
    return actor, get_object_or_404(found, pk=pk)


def led(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    """The same for a page of those who lead the run; 403 with the reason for others."""
    actor, run = seen(request, pk)
    insist(may_run(actor, run))
    return actor, run


def drawn(
    request: HttpRequest, run: Run, template: str, here: str, *more: Link | str, status: int = 200, **shown: Any
) -> HttpResponse:
    """A page of a run. `here` is the address of its tab; `more` is the way from the run to the page."""
    actor = who(request)
    around = {
        "run": run,
        "leads": may_run(actor, run),
        "tabs": parts(actor, run, here),
        "breadcrumbs": crumbs(run, *more),
    }
    return render(request, template, around | shown, status=status)

"""What every page of a run has around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.runs import queries, rules
from nybrott.runs.models import Run
from nybrott.runs.queries import crumbs
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["crumbs", "drawn", "led", "seen"]


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    """Who asks and the run asked for; 404 when they may not see it."""
    actor = who(request)
    found = Run.objects.visible_to(actor).select_related("organisation", "network", "package", "planned_by")
    return actor, get_object_or_404(found, pk=pk)


def led(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    """The same for a page of those who lead the run; 403 with the reason for others."""
    actor, run = seen(request, pk)
    insist(rules.may_run(actor, run))
    return actor, run


def drawn(
    request: HttpRequest, run: Run, template: str, here: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of a run. `here` is the address of its tab; `more` is the way from the run to a page below a tab."""
    actor = who(request)
    around = {
        "run": run, "leads": rules.may_run(actor, run), "tabs": queries.parts(actor, run, here),
        "breadcrumbs": crumbs(run, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)

"""What every page of a procurement has around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.procurements import queries, rules
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import crumbs
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["crumbs", "drawn", "seen", "worked"]


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """Who asks and the procurement asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(
        Procurement.objects.visible_to(actor).select_related("organisation", "unit", "owner"), pk=pk
    )
    insist(rules.may_read(actor, found))
    return actor, found


def worked(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """The same for a page of those who work on it; 403 with the reason for others."""
    actor, procurement = seen(request, pk)
    insist(rules.may_work(actor, procurement))
    return actor, procurement


def drawn(
    request: HttpRequest,
    procurement: Procurement,
    template: str,
    here: str,
    *more: Link | str,
    status: int = 200,
    **shown: object,
) -> HttpResponse:
    """A page of a procurement. `here` is the address of its tab; `more` is the way from the procurement to a page below it."""
    actor = who(request)
    around = {
        "procurement": procurement, "works": rules.may_work(actor, procurement), "tabs": queries.parts(actor, procurement, here),
        "breadcrumbs": crumbs(procurement, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)

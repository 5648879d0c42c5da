"""What every page of a procurement's official notices has around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.competitions.queries import TAB
from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.procurements import queries
from nybrott.procurements.models import Procurement
from nybrott.procurements.rules import may_read, may_work
from nybrott.ui.asking import who
from nybrott.ui.frame import Link


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """Who asks and the procurement asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(Procurement.objects.visible_to(actor).select_related("organisation", "owner"), pk=pk)
    insist(may_read(actor, found))
    return actor, found


def worked(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """The same for what those who work on it do; 403 with the reason for others."""
    actor, procurement = seen(request, pk)
    insist(may_work(actor, procurement))
    return actor, procurement


def drawn(
    request: HttpRequest, procurement: Procurement, template: str, *more: str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of the tab; `more` is the page below it."""
    actor = who(request)
    way: list[Link | str] = (
        [Link(_("Official notices"), reverse(TAB, args=[procurement.pk])), *more] if more else [_("Official notices")]
    )
    around = {
        "procurement": procurement, "works": may_work(actor, procurement), "tabs": queries.parts(actor, procurement, TAB),
        "breadcrumbs": queries.crumbs(procurement, *way),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)

"""What every page of the choice of procedure has around it: a procurement's own frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.procurements import queries
from nybrott.procurements.models import Procurement
from nybrott.procurements.rules import may_read
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

HERE = "procedures:procedure"


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Procurement]:
    """Who asks and the procurement asked for; 404 when it is another organisation's, 403 for guests."""
    actor = who(request)
    found = get_object_or_404(Procurement.objects.visible_to(actor).select_related("organisation", "unit", "owner"), pk=pk)  # fmt: skip
    insist(may_read(actor, found))
    return actor, found


def drawn(request: HttpRequest, procurement: Procurement, template: str, *more: str, status: int = 200, **shown: object) -> HttpResponse:  # fmt: skip
    """A page of the procurement's tab for the procedure; `more` is the page below it."""
    way: list[Link | str] = [Link(_("Procedure"), reverse(HERE, args=[procurement.pk])), *more] if more else [_("Procedure")]  # fmt: skip
    around = {
        "procurement": procurement, "tabs": queries.parts(who(request), procurement, HERE), "breadcrumbs": queries.crumbs(procurement, *way),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)

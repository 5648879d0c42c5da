"""What pages of decisions, lessons and the programme theory have around them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.effects.models import Decision, Plan
from nybrott.effects.queries import crumbs, parts
from nybrott.reports.queries import FULL
from nybrott.reports.views.framing import seen
from nybrott.ui.asking import who
from nybrott.ui.frame import Link

__all__ = ["asked", "decided", "drawn", "seen"]


def drawn(
    request: HttpRequest, plan: Plan, template: str, here: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of an evaluation. `here` is the address of its tab, empty for a page below one; `more` is the way to it."""
    around = {
        "plan": plan,
        "run": plan.run,
        "tabs": parts(who(request), plan, here),
        "breadcrumbs": crumbs(plan, *more),
    }
    return render(request, template, around | shown, status=status)


def asked(
    request: HttpRequest, plan: Plan, form: object, heading: str, *, template: str = "reports/form.html", **more: object
) -> HttpResponse:
    """A page below the decision with a form on it. 422 when something in it is wrong."""
    address = reverse("reports:decision", args=[plan.run_id])
    said = {"form": form, "heading": heading, "back": address} | more
    status = 422 if request.method == "POST" else 200
    return drawn(request, plan, template, "", Link(_("Decision"), address), heading, status=status, **said)


def decided(request: HttpRequest, run: int) -> tuple[Actor, Decision]:
    """Who asks and what was decided after the run asked for; 404 when nothing is, or they may not see it."""
    actor, plan = seen(request, run)
    found = Decision.objects.visible_to(actor).select_related(*FULL)
    return actor, get_object_or_404(found, plan=plan)

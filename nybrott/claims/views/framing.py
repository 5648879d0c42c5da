"""What every page of the room has around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from nybrott.claims import rules
from nybrott.core.actor import Actor
from nybrott.effects.models import Claim, Plan
from nybrott.effects.queries import crumbs, parts
from nybrott.ui.asking import who
from nybrott.ui.frame import Link
from nybrott.ui.sheets import Sheet, csv_parts


def seen(request: HttpRequest, run: int) -> tuple[Actor, Plan]:
    """Who asks and the evaluation plan of the run asked for; 404 when they may not see it, or there is none yet."""
    actor = who(request)
    found = Plan.objects.visible_to(actor).select_related("run__organisation", "run__network")
    return actor, get_object_or_404(found, run=run)


def claimed(request: HttpRequest, pk: int) -> tuple[Actor, Claim]:
    """Who asks and the claim asked for; 404 when they may not see it."""
    actor = who(request)
    found = Claim.objects.visible_to(actor).select_related("plan__run__organisation", "weighed_by")
    return actor, get_object_or_404(found, pk=pk)


def drawn(
    request: HttpRequest, plan: Plan, template: str, here: str, *more: Link | str, status: int = 200, **shown: object
) -> HttpResponse:
    """A page of an evaluation. `here` is the address of its tab; `more` is the way to it from the evaluation."""
    actor = who(request)
    around = {
        "plan": plan, "run": plan.run, "writes": rules.may_claim(actor, plan), "weighs": rules.may_weigh(actor, plan),
        "tabs": parts(actor, plan, here), "breadcrumbs": crumbs(plan, *more),
    }  # fmt: skip
    return render(request, template, around | shown, status=status)


def way(claim: Claim, *more: str) -> tuple[Link | str, ...]:
    """The way to a page of a claim from its evaluation."""
    here = Link(claim.text[:60], reverse("claims:claim", args=[claim.pk]) if more else "")
    return (Link(_("Claims"), reverse("claims:claims", args=[claim.plan.run_id])), here, *more)


def taken_along(sheet: Sheet) -> HttpResponse:
    """Rows as a CSV file."""
    reply = HttpResponse("".join(csv_parts(sheet)), content_type="text/csv; charset=utf-8")
    reply.headers["Content-Disposition"] = content_disposition_header(True, f"{sheet.name}.csv") or ""
    return reply

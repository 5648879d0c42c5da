"""Reports of a plan, the newest first."""

from django.core.paginator import Page, Paginator

from nybrott.core.actor import Actor
from nybrott.effects.models import Plan, Report

SIZE = 25


def reports_of(actor: Actor, plan: Plan, page: int) -> Page[Report]:
    """A page of the reports of a plan, without what they hold. Two queries."""
    found = Report.objects.visible_to(actor).filter(plan=plan).select_related("made_by").defer("content", "words")
    return Paginator(found.order_by("-number"), SIZE).get_page(page)


def newest_of(actor: Actor, plan: Plan) -> Report | None:
    """The last report that was made of a plan. One query."""
    return Report.objects.visible_to(actor).filter(plan=plan).order_by("-number").first()

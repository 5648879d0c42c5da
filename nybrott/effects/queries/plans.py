"""Evaluation plans as lists show them."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from nybrott.core.actor import Actor
from nybrott.effects.models import Plan
from nybrott.runs.models import Run

SIZE = 20


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list, of `pages`, with `total` rows in all."""

    rows: tuple[Plan, ...]
    number: int
    pages: int
    total: int


def plans(actor: Actor, *, page: int = 1) -> Rows:
    """The plans somebody sees, a page at a time, those of the newest runs first."""
    found = Plan.objects.visible_to(actor).select_related("run", "evaluator").order_by("-run__begins_on", "-pk")
    cut = Paginator(found, SIZE).get_page(page)
    return Rows(tuple(cut.object_list), cut.number, cut.paginator.num_pages, cut.paginator.count)


def plan_of(run: Run) -> Plan | None:
    """The plan of a run, when one is begun."""
    return Plan.objects.filter(run=run).select_related("run__organisation", "evaluator", "decides").first()

"""Runs as lists show them."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q

from nybrott.core.actor import Actor
from nybrott.runs.models import Run
from nybrott.runs.states import PartKind, PartState, RunState

SIZE = 20
OVER = (RunState.ENDED, RunState.CALLED_OFF)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A line of the list. `drivers` and `mentors`: how many take part whom the reader may see."""

    run: Run
    drivers: int
    mentors: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a list, of `pages`, with `total` rows in all."""

    rows: tuple[RunRow, ...]
    number: int
    pages: int
    total: int


def runs(actor: Actor, *, over: bool = False, page: int = 1) -> Rows:
    """Runs somebody sees, a page at a time, the newest first: those to come and under way, or those that are over."""
    found = Run.objects.visible_to(actor).select_related("organisation", "network", "package")
    found = found.filter(state__in=OVER) if over else found.exclude(state__in=OVER)
    there = _own(actor) & Q(parts__state__in=(PartState.IN, PartState.DONE))
    counted = found.annotate(
        drivers=Count("parts", filter=there & Q(parts__kind=PartKind.DRIVER)),
        mentors=Count("parts", filter=there & Q(parts__kind=PartKind.MENTOR)),
    )
    cut = Paginator(counted.order_by("-begins_on", "-pk"), SIZE).get_page(page)
    rows = tuple(RunRow(one, *(getattr(one, name) for name in ("drivers", "mentors"))) for one in cut.object_list)
    return Rows(rows, cut.number, cut.paginator.num_pages, cut.paginator.count)


def _own(actor: Actor) -> Q:
    """Parts that are seen: the own people's, and everybody's in a run one leads."""
    own = Q(parts__organisation_id=actor.organisation_id or 0)
    if actor.may("runs.manage"):
        own |= Q(organisation_id=actor.organisation_id or 0)
    return own

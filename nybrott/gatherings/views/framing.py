"""What every page of the room has around it."""

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.queries import OVER
from nybrott.core.actor import Actor
from nybrott.gatherings.models import Gathering, Story
from nybrott.gatherings.queries import parts_read
from nybrott.people.models import Unit
from nybrott.programmes.queries import shelf
from nybrott.runs.models import Participation, Run
from nybrott.runs.queries import crumbs
from nybrott.runs.states import PartState
from nybrott.ui.asking import query_of, who
from nybrott.ui.frame import Link
from nybrott.ui.tables import Pages, Table
from nybrott.ui.templatetags.ui import page_links


def run_of(request: HttpRequest, pk: int) -> tuple[Actor, Run]:
    """Who asks and the run asked for; 404 when they may not see it."""
    actor = who(request)
    return actor, get_object_or_404(Run.objects.visible_to(actor).select_related("organisation", "network"), pk=pk)


def seen(request: HttpRequest, pk: int) -> tuple[Actor, Gathering]:
    """Who asks and the gathering asked for; 404 when they may not see it."""
    actor = who(request)
    found = Gathering.objects.visible_to(actor).select_related("run__organisation", "story")
    return actor, get_object_or_404(found, pk=pk)


def story_of(request: HttpRequest, pk: int) -> tuple[Actor, Story]:
    """Who asks and the story asked for; 404 when they may not read it."""
    actor = who(request)
    found = Story.objects.visible_to(actor).select_related("gathering__run__organisation", "part__user", "challenge")
    return actor, get_object_or_404(found, pk=pk)


def part_of(request: HttpRequest, pk: int) -> tuple[Actor, Participation]:
    """Who asks and the part in a run asked for: one they see, their own, or that of somebody they guide."""
    actor = who(request)
    return actor, get_object_or_404(parts_read(actor), pk=pk)


def cut(request: HttpRequest, page: Page[Any]) -> dict[str, object]:
    """What the page numbers under a list need; the list lies in the element "ga-page"."""
    pages = Pages(page.number, page.paginator.num_pages, page.paginator.count)
    table = Table([], [], "", query=query_of(request), pages=pages, swap="ga-page")
    return {"page": page, "table": table, "pages": page_links(table)}


def way(gathering: Gathering, *more: str) -> tuple[Link, ...]:
    """The way to a page of a gathering."""
    run = gathering.run
    here = Link(gathering.title, reverse("gatherings:gathering", args=[gathering.pk]) if more else "")
    return crumbs(run, Link(_("Gatherings"), reverse("gatherings:of_run", args=[run.pk])), here, *more)


def tabs_of(gathering: Gathering, here: str) -> list[Link]:
    """The parts of a gathering as tabs."""
    named = (("gathering", _("Agenda")), ("people", _("Who is coming")), ("live", _("Under way")))
    return [
        Link(label, reverse(f"gatherings:{name}", args=[gathering.pk]), current=name == here) for name, label in named
    ]


def url_of(request: HttpRequest, gathering: Gathering) -> str:
    """The gathering's whole address, for letters."""
    return request.build_absolute_uri(reverse("gatherings:gathering", args=[gathering.pk]))


def own_parts(actor: Actor) -> QuerySet[Participation]:
    """The actor's own parts in runs they take part in, or took."""
    mine = Participation.objects.visible_to(actor).filter(
        user=actor.user_id or 0, state__in=(PartState.IN, PartState.DONE)
    )
    return mine.select_related("run").order_by("-run__begins_on", "kind", "pk")


def challenges_of(actor: Actor) -> QuerySet[Challenge]:
    """The own organisation's challenges that are not over, by name."""
    return Challenge.objects.visible_to(actor).exclude(state__in=OVER).order_by("title", "pk")


def units_of(actor: Actor) -> QuerySet[Unit]:
    """The own organisation's units."""
    return Unit.objects.visible_to(actor).filter(closed_at__isnull=True).order_by("name", "pk")


def cards_of(actor: Actor, language: str) -> list[tuple[str, str]]:
    """The method cards of the own shelf: id and name."""
    return [(one.card.id, one.card.text(language)[1].name) for one in shelf(actor, {}, language)]

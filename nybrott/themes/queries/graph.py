"""The need graph: the links around a need or a challenge, or all of them, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.needs.models import Need, NeedLink
from nybrott.needs.states import NeedState
from nybrott.themes import rules
from nybrott.themes.models import NotAlike, ThemePlace

SIZE = 15  # links on a page, and so in a picture: more cannot be told apart
ALONE = 12  # needs without a link that are drawn beside them


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link, and whether the reader may take it back."""

    link: NeedLink
    may: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """One page of links, `number` of `pages`, `total` in all; the picture shows just these.

    `needs`: what they tie, and needs asked about that nothing is tied to. `alone`: how many of those there are in all.
    """

    needs: tuple[Need, ...]
    links: tuple[LinkRow, ...]
    number: int
    pages: int
    total: int
    alone: int = 0


def graph_of_need(actor: Actor, need: Need, page: int = 1) -> Graph:
    """The links of a need's theme, and what causes what there. A fixed number of queries."""
    return _graph(actor, _links_around(actor, [need.pk]), page, Need.objects.visible_to(actor).filter(pk=need.pk))


def graph_of_challenge(actor: Actor, challenge: Challenge, page: int = 1) -> Graph:
    """The links of a challenge's needs and of their themes, wherever these reach. A fixed number of queries."""
    needs = Need.objects.visible_to(actor).filter(challenge=challenge)
    links = _links_around(actor, list(needs.values_list("pk", flat=True)))
    return _graph(actor, links, page, needs.exclude(state=NeedState.PARKED))


def graph_of_all(actor: Actor, page: int = 1) -> Graph:
    """Every link the actor may see, the newest first."""
    return _graph(actor, NeedLink.objects.visible_to(actor), page, Need.objects.none())


def _links_around(actor: Actor, needs: Collection[int]) -> "QuerySet[NeedLink]":
    near = ThemePlace.objects.beside(needs)
    return NeedLink.objects.visible_to(actor).filter(Q(one__in=near) | Q(other__in=near))


def _graph(actor: Actor, links: "QuerySet[NeedLink]", page: int, asked: "QuerySet[Need]") -> Graph:
    related = ("one__challenge__unit", "other__challenge__unit", "confirmed_by")
    cut = Paginator(links.select_related(*related).order_by("-pk"), SIZE).get_page(page)
    rows = list(cut.object_list)
    works = rules.worked_on(actor, {end.challenge_id for row in rows for end in (row.one, row.other)})
    tied = {end.pk: end for row in rows for end in (row.one, row.other)}
    out, into = (NeedLink.objects.filter(**{end: OuterRef("pk")}) for end in ("one", "other"))
    lone = asked.filter(~Exists(out), ~Exists(into))
    alone = lone.count()
    if cut.number == 1:
        tied |= {need.pk: need for need in lone.select_related("challenge__unit").order_by("place", "pk")[:ALONE]}
    shown = tuple(LinkRow(row, not works.isdisjoint({row.one.challenge_id, row.other.challenge_id})) for row in rows)
    return Graph(
        tuple(tied[key] for key in sorted(tied)), shown, cut.number, cut.paginator.num_pages, cut.paginator.count, alone
    )


def told_apart(actor: Actor, need: Need) -> list[NotAlike]:
    """The pairs with this need that people said are not alike, the newest first; at most fifty are shown."""
    found = NotAlike.objects.visible_to(actor).filter(Q(one=need) | Q(other=need))
    return list(
        found.select_related("one__challenge", "other__challenge", "decided_by").order_by("-decided_at", "-pk")[:50]
    )

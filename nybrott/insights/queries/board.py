"""The board: evidence, insights and needs side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from nybrott.challenges.models import Challenge
from nybrott.core.support import Foundation, foundation
from nybrott.hearings.models import Evidence
from nybrott.insights import rules
from nybrott.needs.models import Insight, Need, NeedSource, pieces_behind

SIZE = 20  # things in a column of a page

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Learnt:
    """An insight in its column. `pieces`: how much evidence it has; `needs`: how many needs rest on it."""

    insight: Insight
    pieces: int
    needs: int


@dataclass(frozen=True, slots=True)
class Needed:
    """A need in its column, with what it rests on and what is missing before it can be verified."""

    need: Need
    rests: Foundation
    missing: str


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the board, `number` of `pages`: the three columns are turned together. `totals`: column → how many in all."""

    evidence: tuple[Evidence, ...]
    insights: tuple[Learnt, ...]
    needs: tuple[Needed, ...]
    number: int
    pages: int
    totals: dict[str, int]


def _cut(found: "QuerySet[Row]", number: int) -> tuple[Sequence[Row], int, int]:
    pages = Paginator(found, SIZE)
    rows = list(pages.page(number).object_list) if number <= pages.num_pages else []
    return rows, pages.num_pages, pages.count


def board(challenge: Challenge, page: int = 1) -> Board:
    """A challenge's board. Evidence nothing rests on comes first; insights and needs in the order people gave them."""
    number = max(page, 1)
    used = Exists(Insight.evidence.through.objects.filter(evidence=OuterRef("pk"))) | Exists(
        NeedSource.objects.filter(evidence=OuterRef("pk"))
    )
    pieces = challenge.evidence.select_related("informant").annotate(used=used).order_by("used", "-recorded_at", "-pk")
    resting = NeedSource.objects.filter(insight=OuterRef("pk")).order_by().values("insight")
    learnt = challenge.insights.order_by("place", "pk").annotate(
        pieces=Count("evidence", distinct=True), rested=resting.annotate(number=Count("pk")).values("number")
    )
    evidence_rows, evidence_pages, evidence_total = _cut(pieces, number)
    insight_rows, insight_pages, insight_total = _cut(learnt, number)
    need_rows, need_pages, need_total = _cut(challenge.needs.order_by("place", "pk"), number)
    return Board(
        tuple(evidence_rows),
        tuple(Learnt(one, getattr(one, "pieces", 0), getattr(one, "rested", 0) or 0) for one in insight_rows),
        founded(need_rows),
        number,
        max(evidence_pages, insight_pages, need_pages),
        {"evidence": evidence_total, "insights": insight_total, "needs": need_total},
    )


def founded(needs: Sequence[Need]) -> tuple[Needed, ...]:
    """Needs with what each rests on, in two queries however many they are."""
    behind = pieces_behind([one.pk for one in needs])
    found = []
    for one in needs:
        rests = foundation(piece for piece, _row in behind[one.pk])
        found.append(Needed(one, rests, rules.what_is_missing(rests)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class InsightPage:
    """An insight with its evidence, and the needs that rest on it."""

    insight: Insight
    evidence: tuple[Evidence, ...]
    needs: tuple[Need, ...]


def insight_page(insight: Insight) -> InsightPage:
    """Everything the page of an insight says."""
    evidence = insight.evidence.select_related("informant").order_by("-recorded_at", "-pk")
    needs = Need.objects.filter(Q(sources__insight=insight)).distinct()
    return InsightPage(insight, tuple(evidence), tuple(needs))

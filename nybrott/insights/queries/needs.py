"""A need with what it rests on, and the trail from people's words to it."""

from dataclasses import dataclass

from django.urls import reverse

from nybrott.core.support import Foundation, Piece, foundation
from nybrott.core.trail import State as StopState
from nybrott.core.trail import Stop, Trail, in_order
from nybrott.insights import rules
from nybrott.needs.models import Challenge, Evidence, Need, NeedSource, pieces_behind
from nybrott.needs.states import NeedState

STOP_STATES: dict[str, StopState] = {
    NeedState.ASSUMPTION: "assumption",
    NeedState.EXPRESSED: "now",
    NeedState.VERIFIED: "done",
    NeedState.PARKED: "stopped",
}


@dataclass(frozen=True, slots=True)
class NeedPage:
    """A need: its links to evidence and insights, every piece behind it, how well it is founded, and what is missing."""

    need: Need
    sources: tuple[NeedSource, ...]
    evidence: tuple[tuple[Piece, Evidence], ...]
    rests: Foundation
    missing: str


def need_page(need: Need) -> NeedPage:
    """Everything the page of a need says, in a fixed number of queries."""
    sources = need.sources.select_related("insight", "evidence__informant").order_by("pk")
    behind = tuple(pieces_behind([need.pk])[need.pk])
    rests = foundation(piece for piece, _row in behind)
    return NeedPage(need, tuple(sources), behind, rests, rules.what_is_missing(rests))


def needs_trail(challenge: Challenge) -> Trail:
    """Evidence, insights and needs of a challenge, one stop each, and what led to what. Six queries."""
    stops: dict[tuple[str, str], Stop] = {}
    links: set[tuple[tuple[str, str], tuple[str, str]]] = set()

    def add(kind: str, key: int, label: str, state: StopState, url: str = "", **more: object) -> tuple[str, str]:
        stop = Stop(kind, str(key), label, state, url, **more)  # type: ignore[arg-type]
        stops[stop.key] = stop
        return stop.key

    for piece in challenge.evidence.select_related("contribution"):
        here = add("evidence", piece.pk, piece.title, "done", at=piece.recorded_at)
        if piece.contribution is not None:
            said = piece.contribution
            links.add((add("contribution", said.pk, piece.title, "done", at=said.received_at), here))
    for insight in challenge.insights.prefetch_related("evidence"):
        url = reverse("insights:insight", args=[insight.pk])
        here = add("insight", insight.pk, str(insight), "done", url, at=insight.written_at)
        links |= {(("evidence", str(piece.pk)), here) for piece in insight.evidence.all()}
    for need in challenge.needs.prefetch_related("sources"):
        url = reverse("insights:need", args=[need.pk])
        word = str(NeedState(need.state).label)
        here = add("need", need.pk, str(need), STOP_STATES[need.state], url, at=need.written_at, word=word)
        for source in need.sources.all():
            kind, ref = ("insight", source.insight_id) if source.insight_id else ("evidence", source.evidence_id)
            links.add(((kind, str(ref)), here))
    return Trail(tuple(in_order(stops.values())), frozenset(links))

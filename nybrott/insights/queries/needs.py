"""A need with what it rests on, and the trail from people's words to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.challenges.rules import may_work_on
from nybrott.core.actor import Actor
from nybrott.core.support import Foundation, Piece, foundation
from nybrott.core.trail import State as StopState
from nybrott.core.trail import Stop, Trail, in_order
from nybrott.hearings.models import Evidence
from nybrott.insights import rules
from nybrott.needs.models import Need, NeedSource, pieces_behind
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


def needs_trail(actor: Actor, challenge: Challenge) -> Trail:
    """Insights and needs of a challenge, one stop each, with links from the evidence and the insights they rest on. Four
    queries, and one for who may."""
    works = bool(may_work_on(actor, challenge))
    board = reverse("insights:board", args=[challenge.pk]) if works else ""
    stops: list[Stop] = []
    links: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for insight in challenge.insights.select_related("written_by").prefetch_related("evidence"):
        url = reverse("insights:insight", args=[insight.pk]) if works else ""
        who = insight.written_by.name if insight.written_by else ""
        stops.append(Stop("insight", str(insight.pk), str(insight), "done", url, insight.written_at, who=who))
        links |= {(("evidence", str(piece.pk)), stops[-1].key) for piece in insight.evidence.all()}
    if not stops:
        stops.append(
            Stop("insight", "", _("What was learnt"), "missing", board, note=_("Write an insight on the board"))
        )
    needs = list(challenge.needs.select_related("written_by").prefetch_related("sources"))
    for need in needs:
        stops.append(_stop(need))
        for source in need.sources.all():
            kind, ref = ("insight", source.insight_id) if source.insight_id else ("evidence", source.evidence_id)
            links.add(((kind, str(ref)), stops[-1].key))
    if not any(need.state == NeedState.VERIFIED for need in needs):
        step = _("Find out whether it holds") if needs else _("Write a need on the board")
        stops.append(Stop("need", "", _("A verified need"), "missing", board, note=step))
    return Trail(tuple(in_order(stops)), frozenset(links))


def _stop(need: Need) -> Stop:
    url, word = reverse("insights:need", args=[need.pk]), str(NeedState(need.state).label)
    who = need.written_by.name if need.written_by else ""
    at = need.verified_at or need.written_at
    return Stop("need", str(need.pk), str(need), STOP_STATES[need.state], url, at, note=need.reason, word=word, who=who)

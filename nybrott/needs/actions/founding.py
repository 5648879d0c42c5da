"""Needs follow what they rest on: evidence comes and goes, and their state with it."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from nybrott.core.actor import Actor
from nybrott.core.support import foundation
from nybrott.journal.actions import record
from nybrott.needs.models import Insight, Need, NeedSource, pieces_behind
from nybrott.needs.states import NEED, NeedState


def needs_on(evidence: Iterable[int] = (), insights: Iterable[int] = ()) -> list[int]:
    """The keys of the needs that rest on these, directly or through an insight. Ask before anything is removed."""
    through = Insight.objects.filter(evidence__in=list(evidence)).values_list("pk", flat=True)
    behind = NeedSource.objects.filter(evidence__in=list(evidence)).values_list("need", flat=True)
    upon = NeedSource.objects.filter(insight__in=[*insights, *through]).values_list("need", flat=True)
    return sorted({*behind, *upon})


def settle_needs(*, actor: Actor, needs: Iterable[int], now: datetime) -> None:
    """Bring these needs' states in line with what they rest on now; called last, in the transaction of what changed it.

    An assumption with evidence is expressed, an expressed need without any is an assumption again, and a verified one
    that no longer holds falls back, unless the need owner verified it by exception.
    """
    keys = sorted(set(needs))
    if not keys:
        return
    behind = pieces_behind(keys)
    for need in Need.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
        rests = foundation(piece for piece, _row in behind[need.pk])
        before = need.state
        if before == NeedState.VERIFIED and not need.by_exception and not rests.holds:
            need.state, need.verified_at = NEED.after("doubt", need.state), None
        if need.state == NeedState.EXPRESSED and not rests.pieces:
            need.state = NEED.after("doubt", need.state)
        if need.state == NeedState.ASSUMPTION and rests.pieces:
            need.state = NEED.after("express", need.state)
        if need.state != before:
            need.save(update_fields=["state", "verified_at"])
            verb = "needs.need_expressed" if before == NeedState.ASSUMPTION else "needs.need_doubted"
            record(actor=actor, verb=verb, thing=need, at=now, facts={"from": before, "to": str(need.state)})


def settle_what_rests(evidence: Collection[int]) -> Callable[[Actor, datetime], None]:
    """For the room that keeps evidence: which needs rest on these pieces now, and bringing them in line afterwards."""
    needs = needs_on(evidence)

    def settle(actor: Actor, now: datetime) -> None:
        settle_needs(actor=actor, needs=needs, now=now)

    return settle

"""What speaks for and against claims, what the run led to, and what it cost, as the room `claims` says them, as plain data for a report."""

from typing import Any

from nybrott.claims.queries import LANGUAGES, ClaimSaid
from nybrott.claims.queries import claims_of as weighed
from nybrott.claims.queries import costs_of as priced
from nybrott.claims.queries import trails_of as trails
from nybrott.effects.models import Plan

EMPTY = dict.fromkeys(LANGUAGES, "")


def claims_of(plan: Plan) -> list[dict[str, Any]]:
    """Every claim with its evidence and rival explanations. What stands in a story is read where it stands, and not kept here."""
    return [_claim(one) for one in weighed(plan)]


def _claim(one: ClaimSaid) -> dict[str, Any]:
    return {
        "text": one.text, "about": one.about, "judged": one.judged, "why": one.why, "weighed_before": one.weighed_before,
        "evidence": [
            {"side": piece.side, "kind": piece.kind, "root": piece.root, "text": piece.text, "said": EMPTY | dict(piece.said)}
            for piece in one.evidence
        ],
        "rivals": [
            {"code": rival.code, "said": EMPTY | dict(rival.said), "weight": rival.weight, "why": rival.why} for rival in one.rivals
        ],
    }  # fmt: skip


def trail_of(plan: Plan) -> list[dict[str, Any]]:
    """What the challenges reached that the run's people worked on: how many of each kind, and how many with a driver in the work before."""
    return [
        {"kind": one.kind, "labels": EMPTY | dict(one.labels), "n": one.n, "with_driver": one.with_driver}
        for one in trails(plan).values()
    ]


def costs_of(plan: Plan) -> dict[str, Any]:
    """Minutes by role with what an hour costs, sums paid, what has no price, and the outcomes a cost is reckoned for."""
    found = priced(plan)
    return {
        "worked": [{"role": one.role, "used": one.used, "set_aside": one.set_aside, "rate": one.rate} for one in found.lines],
        "paid": [{"what": one.what, "amount": one.amount, "on": one.paid_on or None} for one in found.paid],
        "unpriced": [{"what": one.what, "gain": one.gain} for one in found.unpriced],
        "outcomes": [{"kind": one.kind, "labels": EMPTY | dict(one.labels), "number": one.number} for one in found.per],
        "others": found.others,
    }  # fmt: skip

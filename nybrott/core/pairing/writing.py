"""A proposal as data that JSON can hold."""

from dataclasses import asdict
from typing import Any

from nybrott.core.pairing.proposing import Change, Left, Pair, Parted, Proposal


def written(proposal: Proposal) -> dict[str, Any]:
    """Pairs, who is left, the load of each mentor, what became of pairs before, and the proof."""
    pairs, left = list(proposal.pairs()), list(proposal.left())
    prices = proposal.prices
    return {
        "pairs": [_pair(one) for one in pairs],
        "left": [_left(one) for one in left],
        "mentors": [
            {"mentor": one.id, "capacity": one.capacity, "drivers": proposal.loads()[one.id], "price": prices[one.id]}
            for one in proposal.mentors
        ],
        "parted": [_parted(one) for one in proposal.parted()],
        "total": {"paired": len(pairs), "left": len(left), "points": proposal.points},
        "optimal": True,
        "weights": proposal.weights.version,
    }


def _pair(one: Pair) -> dict[str, Any]:
    return {
        "driver": one.driver, "mentor": one.mentor, "points": one.points, "fixed": one.fixed,
        "reasons": [asdict(reason) for reason in one.reasons],
        "given_up": [_change(change) for change in one.given_up],
        "others": [_change(change) for change in one.others],
    }  # fmt: skip


def _change(one: Change) -> dict[str, Any]:
    """Either why it may not be, or what it costs."""
    if one.barred:
        return {"mentor": one.mentor, "barred": list(one.barred)}
    return {
        "mentor": one.mentor, "cost": {"points": one.points, "left": one.left},
        "moved": [{"driver": move.driver, "from": move.here or None, "to": move.there or None} for move in one.moved],
    }  # fmt: skip


def _left(one: Left) -> dict[str, Any]:
    told: dict[str, Any] = {
        "driver": one.driver,
        "code": one.code,
        "barred": {id: list(codes) for id, codes in one.barred.items()},
    }
    if one.code == "full":
        told |= {"mentors": list(one.mentors), "places": one.places, "drivers": one.drivers}
    return told


def _parted(one: Parted) -> dict[str, Any]:
    return {"driver": one.driver, "mentor": one.mentor, "code": one.code, "barred": list(one.barred)}

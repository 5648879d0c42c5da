"""How strong a contribution claim may be called: a written scale, and what is missing for each step of it. Pure.

Nobody can call a claim stronger than what stands beside it bears. What a step asks for, the steps above it ask for too.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

STRENGTHS = ("none", "weak", "some", "strong")
WEIGHTS = ("ruled_out", "unlikely", "possible", "likely")  # the lightest first
TYPED = "typed"
LOOKED = "looked"
"""The root of a note that somebody looked for what speaks against a claim and found nothing."""

DEMANDS: dict[str, tuple[str, ...]] = {
    "none": (),
    "weak": ("nothing_for",),
    "some": ("nothing_for", "only_typed", "no_rival", "rival_likely", "more_against"),
    "strong": (
        "nothing_for", "only_typed", "one_kind", "not_looked_against", "as_much_against", "no_rival", "rival_likely", "rival_possible",
        "rival_without_why", "more_against",
    ),
}  # fmt: skip
"""What each step asks for, as the codes of what is missing when it is not there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence. `side`: "for" or "against". `root`: what it rests on in the end; two pieces are independent when their roots
    differ. A survey's table and an indicator that is read from a survey have the same root."""

    side: str
    root: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival explanation: how likely it is (one of `WEIGHTS`), and whether it is said why."""

    weight: str
    said_why: bool = True


def missing(strength: str, evidence: Iterable[Piece], rivals: Collection[Rival]) -> tuple[str, ...]:
    """What is missing for a claim to be called this strong, as codes in the order of `DEMANDS`; nothing when it may be.

    Raises `KeyError` for a word that is no strength.
    """
    lacks = _lacks(list(evidence), rivals)
    return tuple(code for code in DEMANDS[strength] if code in lacks)


def strongest(evidence: Collection[Piece], rivals: Collection[Rival]) -> str:
    """The strongest a claim may be called."""
    return next(one for one in reversed(STRENGTHS) if not missing(one, evidence, rivals))


def as_it_stands(judged: str, evidence: Collection[Piece], rivals: Collection[Rival]) -> str:
    """What was judged, or the strongest that is still allowed when that is weaker."""
    return min(judged, strongest(evidence, rivals), key=STRENGTHS.index)


def _lacks(evidence: Collection[Piece], rivals: Collection[Rival]) -> set[str]:
    roots = {one.root for one in evidence if one.side == "for" and one.root != LOOKED}
    against = {one.root for one in evidence if one.side == "against" and one.root != LOOKED}
    weights = {one.weight for one in rivals}
    found = {
        "nothing_for": not roots,
        "only_typed": roots <= {TYPED},
        "one_kind": len(roots) < 2,
        "not_looked_against": not any(one.side == "against" for one in evidence),
        "more_against": len(against) > len(roots),
        "as_much_against": len(against) >= len(roots),
        "no_rival": not weights,
        "rival_likely": "likely" in weights,
        "rival_possible": "possible" in weights,
        "rival_without_why": any(not one.said_why for one in rivals),
    }
    return {code for code, lacking in found.items() if lacking}

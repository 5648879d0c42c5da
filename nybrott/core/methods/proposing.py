"""Which card is the right one now: from how far a challenge has come and what it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nybrott.core.methods.model import GAPS, Card


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card and why it is proposed: `reasons` are "gap:<word>" for each gap it closes, in the order the gaps were given,
    and "stage:<word>" when it fits how far the challenge has come and nothing is known to be lacking."""

    card: Card
    reasons: tuple[str, ...]


def propose(cards: Iterable[Card], *, stage: str, gaps: Sequence[str], at_most: int = 5) -> tuple[Proposal, ...]:
    """The cards that fit, the best first.

    A card fits when it is for this stage and closes at least one of `gaps` (most pressing first); without any gap, when
    it is for this stage. First those that close the more pressing gap, of these those made for it above all (a card
    names the gap it is made for first), then those that close more, then the shorter ones. Raises ValueError for a word
    that is no gap.
    """
    if unknown := [gap for gap in gaps if gap not in GAPS]:
        raise ValueError(f"no such gap: {', '.join(unknown)}")
    place = {gap: number for number, gap in reversed(list(enumerate(gaps)))}
    ranked: list[tuple[tuple[int, int, int, int, str], Proposal]] = []
    for card in cards:
        if stage not in card.stages:
            continue
        closes = sorted((gap for gap in card.gaps if gap in place), key=place.__getitem__)
        if gaps and not closes:
            continue
        made_for = card.gaps.index(closes[0]) if closes else 0
        reasons = tuple(f"gap:{gap}" for gap in closes) or (f"stage:{stage}",)
        key = (place[closes[0]] if closes else 0, made_for, -len(closes), card.minutes, card.id)
        ranked.append((key, Proposal(card, reasons)))
    return tuple(proposal for _key, proposal in sorted(ranked, key=lambda one: one[0])[:at_most])

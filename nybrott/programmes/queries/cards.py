"""The shelf: the cards that come with Nybrott, with the organisation's own in the place of those it adapted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.core.merging import difference, offers
from nybrott.core.methods import PHASES, Card, catalogue, propose
from nybrott.programmes.models import MethodCard
from nybrott.programmes.queries.words import GAP_REASONS, STAGE_REASON

SHORT, HALF_DAY = 60, 240  # minutes


@dataclass(frozen=True, slots=True)
class Shelved:
    """A card as it lies on an organisation's shelf. `own` is None for one that is as Nybrott has it."""

    card: Card
    own: MethodCard | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the organisation has changed anything in one it took over."""
        return self.own is not None and self.own.origin != "" and bool(difference(self.own.base, self.own.content))

    @property
    def news(self) -> int:
        """How many pieces are new in the card it was made from."""
        theirs = self.own.theirs if self.own else None
        return 0 if self.own is None or theirs is None else len(offers(self.own.base, self.own.content, theirs))


def shelf(actor: Actor, where: Mapping[str, object], language: str) -> list[Shelved]:
    """Every card in use that fits, by phase and name. One query.

    `where`: text (a part of what it says), phase, minutes ("60": at most an hour, "240": at most half a day, "more"),
    people (how many one is), own (true: only those that are the organisation's).
    """
    own = {card.slug: card for card in MethodCard.objects.visible_to(actor).in_use().select_related("written_by")}
    found = [Shelved(card, own.get(id)) for id, card in catalogue().items() if id not in own]
    found += [Shelved(card.card, card) for card in own.values()]
    kept = [one for one in found if _fits(one, where)]
    return sorted(
        kept, key=lambda one: (PHASES.index(one.card.phase), sort_key(one.card.text(language)[1].name), one.card.id)
    )


def _fits(one: Shelved, where: Mapping[str, object]) -> bool:
    card = one.card
    if (phase := where.get("phase")) and card.phase != phase:
        return False
    if where.get("own") and one.own is None:
        return False
    if (people := where.get("people")) and not card.people[0] <= int(str(people)) <= card.people[1]:
        return False
    minutes = str(where.get("minutes") or "")
    if (minutes == "more" and card.minutes <= HALF_DAY) or (minutes.isdigit() and card.minutes > int(minutes)):
        return False
    words = str(where.get("text") or "").lower().split()
    said = " ".join(f"{text.name} {text.what} {text.why} {text.result}" for text in card.texts.values()).lower()
    return all(word in said for word in words)


def shelved(actor: Actor, slug: str) -> Shelved | None:
    """The card at an address, put away or not; None when there is none."""
    own = MethodCard.objects.visible_to(actor).select_related("written_by", "organisation").filter(slug=slug).first()
    if own is not None and not (own.put_away_at and own.origin in catalogue()):
        return Shelved(own.card, own)
    return Shelved(catalogue()[slug], own) if slug in catalogue() else None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A card that is the right one now, and why, in sentences."""

    one: Shelved
    why: tuple[str, ...]


def proposed(actor: Actor, *, stage: str, gaps: Sequence[str], at_most: int = 3) -> list[Proposed]:
    """The cards of the organisation's shelf that fit how far something has come and what it lacks (words of
    core.methods), the best first."""
    own = {card.slug: card for card in MethodCard.objects.visible_to(actor).in_use()}
    cards = {**catalogue(), **{slug: card.card for slug, card in own.items()}}
    found = propose(cards.values(), stage=stage, gaps=gaps, at_most=at_most)
    return [
        Proposed(
            Shelved(proposal.card, own.get(proposal.card.id)),
            tuple(str(GAP_REASONS[reason.removeprefix("gap:")]) if reason.startswith("gap:") else str(STAGE_REASON) for reason in proposal.reasons),
        )
        for proposal in found
    ]  # fmt: skip

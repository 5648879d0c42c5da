"""Which method cards were used in what a case tells of: those of workshops and of work with colleagues, and those its author names."""

from collections.abc import Mapping
from typing import Any

from nybrott.cases.models import Case
from nybrott.core.actor import Actor
from nybrott.core.methods import catalogue
from nybrott.gatherings.models import Outreach
from nybrott.programmes.models import MethodCard
from nybrott.programmes.queries import shelf
from nybrott.ui.formats import language
from nybrott.workshops.models import Step


def cards_to_name(actor: Actor) -> list[tuple[str, str]]:
    """The cards of the organisation's shelf an author can name: (id, name)."""
    said = language()
    return [(one.card.id, one.card.text(said)[1].name) for one in shelf(actor, {}, said)]


def methods_of(case: Case) -> list[dict[str, Any]]:
    """The cards that were used, by id: one that comes with Nybrott by its id alone, one of the organisation's own with its `content` and the id of the card it was
    made from (`origin`), so that whoever takes the case over can have it along."""
    ids = {one for one in (*case.methods, *_traced(case)) if one}
    if not ids:
        return []
    own = {one.slug: one for one in MethodCard.objects.filter(organisation=case.organisation_id, slug__in=ids)}
    found: list[dict[str, Any]] = []
    for id in sorted(ids):
        if id in own:
            found.append({"id": id, "origin": own[id].origin, "content": own[id].content})
        elif id in catalogue():
            found.append({"id": id})
    return found


def _traced(case: Case) -> set[str]:
    """The cards of workshops that were held on its challenges, and of what drivers did with colleagues about them."""
    challenges = {case.challenge_id} if case.challenge_id else set()
    if case.procurement is not None:
        challenges |= set(case.procurement.challenges.values_list("pk", flat=True))
    if not challenges:
        return set()
    held = Step.objects.filter(workshop__challenge__in=challenges, workshop__began_at__isnull=False)
    told = Outreach.objects.filter(challenge__in=challenges)
    return {*held.values_list("card", flat=True), *told.values_list("card", flat=True)}


def card_content(kept: Mapping[str, Any]) -> dict[str, Any] | None:
    """A card as plain data, as `core.methods` reads it; None when it came with Nybrott and does so no more."""
    content: dict[str, Any] | None = kept.get("content")
    if content is None and kept["id"] in catalogue():
        return catalogue()[kept["id"]].data()
    return content


def card_name(kept: Mapping[str, Any]) -> str:
    """What a card is called, in the reader's language if it is written in it."""
    content = card_content(kept)
    if content is None:
        return str(kept["id"])
    said = next(content[one] for one in (language(), "nb", "nn", "en") if one in content)
    return str(said["name"])

"""Method cards for tests, made by the same actions people use."""

from typing import Any

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation
from nybrott.programmes import actions
from nybrott.programmes.models import MethodCard

TEXT: dict[str, Any] = {
    "name": "Gåtur", "what": "Gå en tur sammen.", "why": "Det er lettere å snakke når man går.", "material": ["Sko"],
    "steps": ["Gå ut.", "Gå hjem."], "result": "En samtale.", "pitfalls": ["Det regner. Ta med paraply."], "digital": "Gå hver for dere med telefon.",
}  # fmt: skip


def content(**more: Any) -> dict[str, Any]:
    """A whole card as plain data, in one language."""
    return {
        "phase": "need", "people": [2, 2], "minutes": 40, "step_minutes": [20, 20], "outputs": ["insight"], "stages": ["raised"], "gaps": ["together"],
        "nb": TEXT,
    } | more  # fmt: skip


def an_own_card(actor: Actor, place: Organisation, **more: Any) -> MethodCard:
    """A card the organisation wrote itself."""
    return actions.write_card(actor=actor, organisation=place, content=content(**more), now=timezone.now())


def an_adapted_card(actor: Actor, place: Organisation, origin: str = "five-whys") -> MethodCard:
    """A card of the catalogue, made the organisation's own."""
    return actions.adapt_card(actor=actor, organisation=place, origin=origin, now=timezone.now())

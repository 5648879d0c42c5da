"""Method cards for tests, made by the same actions people use."""

from typing import Any

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation
from nybrott.programmes import actions
from nybrott.programmes.models import MethodCard, Package, Programme

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


def a_programme(actor: Actor, place: Organisation, name: str = "") -> Programme:
    """A small programme begun from nothing, with a role and two activities."""
    role = {
        "id": "driver",
        "name": {"nb": "Pådriver"},
        "sentence": {"nb": "Prøver."},
        "asked": {"nb": "Prøve én ting."},
        "hours": 20,
    }
    activities = [
        {"id": id, "kind": "guidance", "name": {"nb": id}, "what": {"nb": "Møtes."}, "minutes": 60, "times": times}
        for id, times in (("talk", 4), ("meet", 2))
    ]
    said = {"name": {"nb": name or "Prøveprogram"}, "summary": {"nb": "Vi prøver."}, "licence": "CC0-1.0"}
    return actions.begin_programme(
        actor=actor, organisation=place, content=said | {"roles": [role], "activities": activities}, now=timezone.now()
    )


def a_package(actor: Actor, place: Organisation, reach: str = "own", name: str = "") -> Package:
    """The first version of a small programme, shared as said."""
    made = a_programme(actor, place, name)
    actions.share_programme(actor=actor, programme=made, reach=reach, now=timezone.now())
    return actions.release_version(actor=actor, programme=made, note="Første.", now=timezone.now())


def a_copy(actor: Actor, place: Organisation) -> Programme:
    """The internal driver programme that comes with Nybrott, taken over."""
    return actions.take_over_shipped(
        actor=actor, organisation=place, id="internal-driver-programme", now=timezone.now()
    )

"""Joint processes of the members: buyers' groups, and what rooms above say when they start."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from nybrott.core.actor import Actor
from nybrott.core.language import sort_key
from nybrott.groups.queries import together


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint process: what it is called, how far it has come (in words), the keys of the organisations in it and of those that only follow along,
    and where it stands ("": the reader may not open it)."""

    title: str
    state: str
    members: tuple[int, ...]
    observers: tuple[int, ...] = ()
    url: str = ""


Ask = Callable[[Actor, Collection[int]], Iterable[Joint]]
"""The joint processes that any of these organisations takes part in; called with organisations that share it."""
_ASKS: list[Ask] = []


def add_joint(ask: Ask) -> None:
    """A room that holds joint processes."""
    if ask not in _ASKS:
        _ASKS.append(ask)


def joint(actor: Actor, organisations: Collection[int]) -> list[Joint]:
    """The joint processes of these organisations, by name. Nobody is named who is not among them."""
    keys = set(organisations)
    if not keys:
        return []
    found = [one for ask in _ASKS for one in ask(actor, keys)]
    kept = [
        Joint(one.title, one.state, tuple(key for key in one.members if key in keys), tuple(key for key in one.observers if key in keys), one.url)
        for one in found
    ]  # fmt: skip
    return sorted((one for one in kept if one.members or one.observers), key=lambda one: (sort_key(one.title), one.url))


def buyers_groups(actor: Actor, organisations: Collection[int]) -> list[Joint]:
    """The buyers' groups these organisations take part in; opened only by those who are in them."""
    return [
        Joint(
            one.group.name, str(one.group.get_state_display()), one.members, one.observers, reverse("groups:group", args=[one.group.pk]) if one.opens else "",
        )
        for one in together(actor, organisations)
    ]  # fmt: skip

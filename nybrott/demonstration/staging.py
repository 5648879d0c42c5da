"""Where a market dialogue happens: its people, its days, and everything in the order in which it happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from nybrott.core.actor import Actor
from nybrott.demonstration.firms import Days
from nybrott.dialogues import actions
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of

CONFLICT = "Svogeren min er montør hos Havglimt Elektro AS."
MEASURE = "Oddvar er ikke med i møtet med Havglimt Elektro, og leser ingen forretningshemmeligheter."


@dataclass(frozen=True, slots=True)
class Stage:
    """Where it happens: the dialogue, its days, and who speaks for each supplier, by the firms' names."""

    fjordvik: Organisation
    days: Days
    dialogue: Dialogue
    buyer: Actor
    firms: dict[str, Representative]

    def actor(self, name: str) -> Actor:
        """Somebody of the municipality."""
        return actor_of(User.objects.get(name=name), self.fjordvik)


def in_order(*stories: Iterator[datetime]) -> Iterator[datetime]:
    """Several stories as one. A story gives the time of each thing before it does it; whatever comes first in time is done first, so that the
    ledger and the histories are written in order."""
    waiting = [(first, place, story) for place, story in enumerate(stories) if (first := next(story, None)) is not None]
    heapify(waiting)
    while waiting:
        when, place, story = heappop(waiting)
        yield when
        if (after := next(story, None)) is not None:
            heappush(waiting, (after, place, story))


def give_parts(fjordvik: Organisation, dialogue: Dialogue, buyer: Actor, parts: Sequence[tuple[str, str, bool]], when: datetime) -> None:  # fmt: skip
    """Everybody gets their part, and declares; Oddvar Nes has a brother-in-law."""
    for place, (name, kind, secrets) in enumerate(parts):
        user, at = User.objects.get(name=name), when + timedelta(minutes=20 * place)
        post = actions.give_part(actor=buyer, dialogue=dialogue, user=user, kind=kind, secrets=secrets, now=at)
        text = CONFLICT if name == "Oddvar Nes" else ""
        actions.declare(actor=actor_of(user, fjordvik), post=post, conflict=bool(text), text=text, now=at + timedelta(minutes=10))  # fmt: skip

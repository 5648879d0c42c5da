"""Where a market dialogue happens: its days, its people, and who comes late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nybrott.core.actor import Actor
from nybrott.demonstration.firms import NEWCOMER, Days, come
from nybrott.dialogues import actions
from nybrott.dialogues.models import Dialogue, Representative
from nybrott.ledgers.actions import catch_up
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


def newcomer(stage: Stage) -> None:
    """One that heard of it late registers on the last day but one, and is handed what it missed by one click."""
    stage.firms.update(come(stage.dialogue, [NEWCOMER], stage.days.at(-9, 14), timedelta()))
    catch_up(actor=stage.buyer, supplier=stage.firms[NEWCOMER].supplier, now=stage.days.at(-8, 9))


def give_parts(fjordvik: Organisation, dialogue: Dialogue, buyer: Actor, parts: Sequence[tuple[str, str, bool]], when: datetime) -> None:  # fmt: skip
    """Everybody gets their part, and declares; Oddvar Nes has a brother-in-law."""
    for place, (name, kind, secrets) in enumerate(parts):
        user, at = User.objects.get(name=name), when + timedelta(minutes=20 * place)
        post = actions.give_part(actor=buyer, dialogue=dialogue, user=user, kind=kind, secrets=secrets, now=at)
        text = CONFLICT if name == "Oddvar Nes" else ""
        actions.declare(actor=actor_of(user, fjordvik), post=post, conflict=bool(text), text=text, now=at + timedelta(minutes=10))  # fmt: skip

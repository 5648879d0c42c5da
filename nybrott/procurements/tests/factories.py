"""Procurements, for tests."""

from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.procurements import actions
from nybrott.procurements.actions import Planned
from nybrott.procurements.models import Procurement

TITLE = "Tryggere netter hjemme"
# the shortest way to each state
WAY = {
    "idea": (), "needs": ("map_needs",), "dialogue": ("ask_market",), "preparing": ("prepare",), "competition": ("prepare", "compete"),
    "contract": ("prepare", "sign"), "in_use": ("prepare", "sign", "put_to_use"), "ended": ("prepare", "sign", "end"),
}  # fmt: skip


def a_buyer(organisation: Organisation) -> Actor:
    """Somebody who carries out procurements in an organisation."""
    return an_actor(organisation, "buyer")


def a_procurement(
    organisation: Organisation, *, actor: Actor | None = None, state: str = "idea", **said: object
) -> Procurement:
    """A procurement in the plan, brought to a state by its steps. Without a need description it says why."""
    buys, now = actor or a_buyer(organisation), timezone.now()
    made = actions.plan_procurement(
        actor=buys, organisation=organisation, planned=Planned(**{"title": TITLE} | said), now=now
    )  # type: ignore[arg-type]
    if state in ("competition",):
        made = actions.say_what_it_answers(
            actor=buys, procurement=made, no_description="Behovet er kjent fra før.", now=now
        )
    for verb in WAY[state]:
        made = actions.move_procurement(actor=buys, procurement=made, verb=verb, now=now)
    return made

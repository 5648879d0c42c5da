"""Requirements and award criteria, for tests."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.insights.tests.factories import a_need
from nybrott.needs.models import Need
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.requirements import actions
from nybrott.requirements.actions import Wanted, Weighed
from nybrott.requirements.models import Criterion, Requirement

TEXT = "Ansatte skal kunne se hvem som har svart."
TEST: dict[str, Any] = {"test_what": "Andel som finner svaret", "test_how": "Ti ansatte prøver", "test_when": "trial", "threshold": "9 av 10"}  # fmt: skip


def a_procurement_with_needs(place: Organisation, *, needs: int = 2, state: str = "preparing") -> tuple[Procurement, list[Need]]:  # fmt: skip
    """A procurement that answers a challenge with needs."""
    lead = an_actor(place, "lead")
    challenge = a_challenge(lead)
    found = [a_need(lead, challenge) for _ in range(needs)]
    made = a_procurement(place, state=state)
    made.challenges.add(challenge)
    return made, found


def a_requirement(procurement: Procurement, text: str = TEXT, *, actor: Actor | None = None, needs: tuple[Need, ...] = (), **said: Any) -> Requirement:  # fmt: skip
    """A functional requirement that says how it is measured."""
    wanted = Wanted(text, **{"kind": "functional"} | TEST | said)
    return actions.write_requirement(
        actor=actor or a_buyer(procurement.organisation), procurement=procurement, wanted=wanted, needs=needs, now=timezone.now()
    )  # fmt: skip


def a_criterion(procurement: Procurement, weight: str = "100", *, actor: Actor | None = None, requirements: tuple[Requirement, ...] = (), needs: tuple[Need, ...] = (), **said: Any) -> Criterion:  # fmt: skip
    """A criterion that rewards better than the minimum."""
    weighed = Weighed(**{"name": "Trygghet", "weight": Decimal(weight), "rewards": "Tryggere netter", "is_better": True, "scale": "0–10"} | said)  # fmt: skip
    return actions.write_criterion(
        actor=actor or a_buyer(procurement.organisation), procurement=procurement, weighed=weighed, requirements=requirements, needs=needs, now=timezone.now()
    )  # fmt: skip


def a_whole_set(place: Organisation) -> tuple[Procurement, list[Need]]:
    """Requirements and a criterion without a hole, ready to be settled."""
    procurement, needs = a_procurement_with_needs(place)
    buyer = a_buyer(place)
    asked = a_requirement(procurement, needs=tuple(needs), actor=buyer)
    a_criterion(procurement, requirements=(asked,), actor=buyer)
    return procurement, needs

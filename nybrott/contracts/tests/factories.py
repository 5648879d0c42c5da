"""Contracts, for tests."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from nybrott.contracts import actions, queries
from nybrott.contracts.actions import Answers, Firm, Shown, Terms
from nybrott.contracts.models import Contract
from nybrott.core.actor import Actor
from nybrott.dialogues.tests.factories import an_approved_description
from nybrott.needs.models import NeedDescription, OutcomeGoal, SuccessCriterion
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member
from nybrott.procurements.actions import say_what_it_answers
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement

NUMBERS = count(1)
NUMBER = "974760673"  # an organisation number whose check digit is right
WRONG = "974760674"
ANSWERS = Answers(
    meets="partly", how_far=70, how_far_words="Syv av ti beboere går trygt til badet.", gaps="Virker ikke i mørke rom uten strøm.", need_changed=False,
    around="Prisene har falt.", inside="Nattlaget er blitt større.",
)  # fmt: skip


def owner_of(procurement: Procurement) -> Actor:
    """Whoever owns a procurement, to act."""
    assert procurement.owner is not None
    return actor_of(procurement.owner, procurement.organisation)


def a_described_procurement(place: Organisation, *, buyer: Actor | None = None, owner: User | None = None, state: str = "preparing") -> tuple[Procurement, NeedDescription]:  # fmt: skip
    """A procurement that answers a need description with a goal and two criteria, owned by somebody."""
    buys, described = buyer or a_buyer(place), an_approved_description(place)
    OutcomeGoal.objects.create(description=described, text="Færre fall om natten", measure="fall i måneden", unit="fall", baseline=12, target=4)  # fmt: skip
    for number, text in enumerate(("Ingen må vente på hjelp", "Nattlaget sparer én runde")):
        SuccessCriterion.objects.create(description=described, text=text, place=number)
    made = a_procurement(place, actor=buys, state=state, owner=owner or a_member(place, "owner"))
    say_what_it_answers(actor=buys, procurement=made, descriptions=[described], now=timezone.now())
    return made, described


def the_terms(now: datetime, **said: Any) -> Terms:
    """A pilot of four months that began three months ago."""
    today = timezone.localdate(now)
    told: dict[str, Any] = {
        "title": f"Pilot {next(NUMBERS)}", "kind": "pilot", "signed_on": today - timedelta(days=90), "ends": today + timedelta(days=30), "value": 1_250_000_00,
    }  # fmt: skip
    return Terms(**told | said)


def a_contract(place: Organisation, *, procurement: Procurement | None = None, buyer: Actor | None = None, **said: Any) -> Contract:  # fmt: skip
    """A contract with one supplier, tried against the only description the procurement answers."""
    now, buys = timezone.now(), buyer or a_buyer(place)
    bought = procurement or a_described_procurement(place, buyer=buys)[0]
    return actions.write_contract(actor=buys, procurement=bought, terms=the_terms(now, **said), firm=Firm("Nattlys AS", number=NUMBER, is_new=True), now=now)  # fmt: skip


def ended(months: int) -> dict[str, date]:
    """Terms of a contract that ended so many months (of 31 days) ago."""
    last = timezone.localdate() - timedelta(days=31 * months)
    return {"signed_on": last - timedelta(days=100), "ends": last}


def with_results(contract: Contract, actor: Actor, outcome: str = "met") -> None:
    """A result for everything it is tried against."""
    now = timezone.now()
    for part in queries.parts(contract):
        shown = Shown(outcome, "Prøvd i to uker med ti beboere.", timezone.localdate(now), "Nattlaget")
        actions.record_result(actor=actor, contract=contract, yardstick=part.asked.yardstick, ref=part.asked.ref, shown=shown, now=now)  # fmt: skip

"""Benefits, for tests."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from nybrott.benefits import actions
from nybrott.benefits.actions import Measured, Said, Vouched
from nybrott.benefits.models import Baseline, Benefit, Estimate, Measurement
from nybrott.core.actor import Actor
from nybrott.core.benefits import Given, Spread
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member
from nybrott.procurements.models import Procurement
from nybrott.procurements.states import ProcurementState
from nybrott.procurements.tests.factories import a_buyer, a_procurement

D = Decimal
TITLE = "Fall på vei til badet om natten"
NIGHT = {
    "saved": Vouched(Given(D(6), D(2), D(10), "minute/occasion"), "Prøvd i to uker på Solbakken", "Avdelingsleder"),
    "occasions": Vouched(Given(D(200), D(180), D(220), "occasion/person/year"), "Turnusplanen", "Avdelingsleder"),
    "people": Vouched(Given(D(30), D(30), D(30), "person"), "Bemanningsplanen", "HR"),
    "hourly_cost": Vouched(Given(D(520), D(480), D(560), "NOK/hour"), "Lønnsregnskapet 2025", "Økonomi"),
}


def today() -> date:
    return timezone.localdate()


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def spread(value: object, low: object = None, high: object = None) -> Spread:
    """Numbers as a spread."""
    return Spread(*(None if one is None else D(str(one)) for one in (value, low, high)))  # type: ignore[arg-type]


def said(owner: User, **more: Any) -> Said:
    """What is said of a benefit: falls, counted by the year, the fewer the better."""
    told = {
        "kind": "safety", "title": TITLE, "affected": "Eldre som bor hjemme", "counted": "number", "unit": "fall", "direction": "less", "falls_to": "users",
        "owner": owner, "target": D(6), "target_on": today() + timedelta(days=700), "needed": "Opplæring av nattevakter", "risk": "Dårlig dekning",
    }  # fmt: skip
    return Said(**told | more)


def money(owner: User, **more: Any) -> Said:
    """Money saved by the year, in kroner."""
    told = {
        "kind": "money",
        "title": "Vikarer om natten",
        "counted": "money",
        "unit": "",
        "currency": "NOK",
        "target": None,
        "target_on": None,
    }
    return said(owner, **told | more)


def a_benefit(
    place: Organisation, *, procurement: Procurement | None = None, owner: User | None = None, **more: Any
) -> Benefit:
    """A benefit of a procurement that is being prepared."""
    found = procurement or a_procurement(place, state="preparing")
    owner = owner or a_member(place, "leader")
    wording = money if more.get("kind") in ("money", "avoided") else said
    return actions.add_benefit(actor=a_buyer(place), procurement=found, said=wording(owner, **more), now=timezone.now())


def a_baseline(
    benefit: Benefit, value: object = 12, low: object = None, high: object = None, *, days: int = 400, **more: Any
) -> Baseline:
    """How it was, so many days ago."""
    return actions.set_baseline(
        actor=a_buyer(benefit.procurement.organisation), benefit=benefit, value=spread(value, low, high), on=ago(days), how="Talt i avviksmeldingene",
        now=timezone.now(), **more,
    )  # fmt: skip


def an_estimate(benefit: Benefit, value: object = 400_000, low: object = 300_000, high: object = 500_000) -> Estimate:
    """What is expected, typed."""
    return actions.estimate_by_hand(
        actor=a_buyer(benefit.procurement.organisation),
        benefit=benefit,
        gain=spread(value, low, high),
        source="Notat fra tjenesten",
        now=timezone.now(),
    )


def in_use(benefit: Benefit, state: str = ProcurementState.IN_USE, on: date | None = None) -> Benefit:
    """Its procurement, signed and put to use some days ago."""
    Procurement.objects.filter(pk=benefit.procurement_id).update(state=state, contract_on=on or ago(390))
    return Benefit.objects.select_related("procurement__organisation", "owner").get(pk=benefit.pk)


def measured(
    value: object = 7, low: object = 6, high: object = 8, *, days: int = 10, outcome: str = "better", **more: Any
) -> Measured:
    """What was measured some days ago."""
    return Measured(spread(value, low, high), ago(days), "Talt på samme måte", outcome, **more)


def a_measurement(benefit: Benefit, what: Measured | None = None, *, now: datetime | None = None) -> Measurement:
    """Measured by whoever answers for it."""
    return actions.measure(
        actor=owner_of(benefit), benefit=benefit, measured=what or measured(), now=now or timezone.now()
    )


def owner_of(benefit: Benefit) -> Actor:
    """Whoever answers for a benefit."""
    assert benefit.owner is not None
    return actor_of(benefit.owner, benefit.procurement.organisation)


def a_measured_benefit(place: Organisation, **more: Any) -> Benefit:
    """A benefit with its baseline, measured once."""
    made = a_benefit(place, **more)
    a_baseline(made)
    used = in_use(made)
    a_measurement(used)
    return Benefit.objects.select_related("procurement__organisation", "owner").get(pk=made.pk)

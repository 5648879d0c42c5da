"""Rates, costs, and what has no price."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.claims import rules
from nybrott.claims.actions.claims import held_plan
from nybrott.claims.queries import ROLES
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Cost, Plan, Rate, Unpriced
from nybrott.journal.actions import record


@transaction.atomic
def set_rates(*, actor: Actor, plan: Plan, rates: Mapping[str, int | None], now: datetime) -> None:
    """Say what an hour costs by role, in øre; None for a role whose hours have no price. All roles at once."""
    one = held_plan(plan)
    insist(rules.may_claim(actor, one))
    if unknown := set(rates) - set(ROLES):
        raise ValueError(f"no such role: {', '.join(sorted(unknown))}")
    if any(amount is not None and not 0 <= amount <= rules.MOST_AN_HOUR for amount in rates.values()):
        raise Refused(_("An hour costs from zero to ten thousand kroner."))
    before = dict(Rate.objects.filter(plan=one).values_list("role", "amount"))
    after = {role: amount for role, amount in rates.items() if amount is not None}
    if after == before:
        return
    Rate.objects.filter(plan=one).delete()
    Rate.objects.bulk_create([Rate(plan=one, role=role, amount=amount) for role, amount in after.items()])
    facts = {"rates_before": _listed(before), "rates": _listed(after)}
    record(actor=actor, verb="claims.rates_set", thing=one, at=now, facts=facts)


def _listed(rates: Mapping[str, int]) -> str:
    return ", ".join(f"{ROLES[role]}: {rates[role]}" for role in ROLES if role in rates)


@transaction.atomic
def put_in_cost(*, actor: Actor, plan: Plan, what: str, amount: int, paid_on: date | None, now: datetime) -> Cost:
    """Write down what was paid besides hours, in øre."""
    one = held_plan(plan)
    insist(rules.may_claim(actor, one))
    insist(rules.may_put_in(one.costs.count(), rules.MOST_COSTS))
    if not 0 <= amount <= rules.MOST_PAID:
        raise Refused(_("A cost is from zero to one billion kroner."))
    made = Cost.objects.create(plan=one, what=what, amount=amount, paid_on=paid_on)
    record(actor=actor, verb="claims.cost_put_in", thing=one, at=now, facts={"name": what, "amount_in_ore": amount})
    return made


@transaction.atomic
def remove_cost(*, actor: Actor, cost: Cost, now: datetime) -> None:
    """Take a cost out."""
    plan = held_plan(cost.plan)
    insist(rules.may_claim(actor, plan))
    facts = {"name": cost.what, "amount_in_ore": cost.amount}
    cost.delete()
    record(actor=actor, verb="claims.cost_removed", thing=plan, at=now, facts=facts)


@transaction.atomic
def put_in_unpriced(*, actor: Actor, plan: Plan, what: str, gain: bool, now: datetime) -> Unpriced:
    """Write down something that was put in, or a gain, that has no price."""
    one = held_plan(plan)
    insist(rules.may_claim(actor, one))
    insist(rules.may_put_in(one.unpriced.count(), rules.MOST_COSTS))
    made = Unpriced.objects.create(plan=one, what=what, gain=gain)
    record(actor=actor, verb="claims.unpriced_put_in", thing=one, at=now, facts={"name": what})
    return made


@transaction.atomic
def remove_unpriced(*, actor: Actor, unpriced: Unpriced, now: datetime) -> None:
    """Take something without a price out."""
    plan = held_plan(unpriced.plan)
    insist(rules.may_claim(actor, plan))
    what = unpriced.what
    unpriced.delete()
    record(actor=actor, verb="claims.unpriced_removed", thing=plan, at=now, facts={"name": what})

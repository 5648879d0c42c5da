"""Claims and what hangs on them, for tests, made by the same actions people use."""

from datetime import datetime, timedelta

from django.utils import timezone

from nybrott.claims import actions
from nybrott.claims.actions import RivalWords
from nybrott.core.actor import Actor
from nybrott.effects.models import Claim, Cost, Evidence, Plan, Rival, Unpriced
from nybrott.effects.tests.factories import a_plan, an_evaluator
from nybrott.people.models import Organisation
from nybrott.runs.tests.factories import a_run


def a_claim(
    plan: Plan, text: str = "Flere behov er verifisert", *, about: str = "", actor: Actor | None = None
) -> Claim:
    """A claim nobody has weighed."""
    return actions.make_claim(
        actor=actor or an_evaluator(plan.run), plan=plan, text=text, about=about, now=timezone.now()
    )


def own_claim(place: Organisation) -> Claim:
    """A claim about a run of the organisation."""
    return a_claim(a_plan(a_run(place)))


def typed(claim: Claim, side: str = "for", *, looked: bool = False, at: datetime | None = None) -> Evidence:
    """Typed evidence."""
    return actions.write_evidence(
        actor=an_evaluator(claim.plan.run), claim=claim, side=side, text="Tre enhetsledere sier det.", source="Samtaler 3. november",
        looked=looked, now=at or timezone.now(),
    )  # fmt: skip


def a_rival(claim: Claim, code: str = "history", weight: str = "possible", why: str = "Ny plan samtidig.") -> Rival:
    """A rival explanation."""
    words = RivalWords(code, "" if code else "En ny rådmann", weight, why)
    return actions.put_in_rival(actor=an_evaluator(claim.plan.run), claim=claim, words=words, now=timezone.now())


def a_cost(plan: Plan, amount: int = 1_250_000) -> Cost:
    """Something that was paid."""
    return actions.put_in_cost(
        actor=an_evaluator(plan.run),
        plan=plan,
        what="Innleid fasilitator",
        amount=amount,
        paid_on=None,
        now=timezone.now(),
    )


def a_gain(plan: Plan) -> Unpriced:
    """A gain without a price."""
    return actions.put_in_unpriced(
        actor=an_evaluator(plan.run), plan=plan, what="Enheter som kjenner hverandre", gain=True, now=timezone.now()
    )


def later(minutes: int = 1) -> datetime:
    """So many minutes from now."""
    return timezone.now() + timedelta(minutes=minutes)

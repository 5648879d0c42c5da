"""What Fjordvik says the autumn contributed to, half-way: one claim that bears some, one with a likely rival, one without support; and
what it cost so far. All invented."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from nybrott.claims import actions
from nybrott.claims.actions import RivalWords
from nybrott.claims.queries import tables_of, trails_of, waves_of
from nybrott.core.actor import Actor
from nybrott.effects.actions import begin_plan
from nybrott.effects.models import Claim, Plan
from nybrott.effects.queries import plan_of
from nybrott.people.models import Membership, Organisation
from nybrott.people.queries import actor_of
from nybrott.runs.models import Run

# øre an hour; colleagues' time has no price yet, and the page says so
RATES = {"driver": 52_000, "mentor": 61_000, "lead": 65_050, "colleague": None}
PAID = (("Innleid fasilitator til første metodeverksted", 1_850_000), ("Lokale og mat, to samlinger", 942_050))
UNPRICED = (
    ("Ledere som flyttet vakter for at pådriverne skulle få tid", False),
    ("Enheter som nå ringer hverandre før de beskriver et behov", True),
)


def fill_claims(fjordvik: Organisation, now: datetime) -> None:
    """Three claims and the costs of the municipality's own run, once."""
    run = Run.objects.filter(organisation=fjordvik).order_by("pk").first()
    if run is None or Claim.objects.filter(plan__run=run).exists():
        return
    with transaction.atomic():
        evaluator = _holder(fjordvik, "evaluator")
        plan = plan_of(run) or begin_plan(actor=evaluator, run=run, now=now - timedelta(days=3))
        _verified(evaluator, plan, now)
        _skills(evaluator, plan, now)
        _cheaper(evaluator, plan, now)
        _costs(_holder(fjordvik, "lead"), plan, now)


def _holder(place: Organisation, role: str) -> Actor:
    found = Membership.objects.current().filter(organisation=place, roles__contains=[role]).select_related("user")
    return actor_of(found.order_by("pk")[0].user, place)


def _verified(actor: Actor, plan: Plan, now: datetime) -> None:
    """The trail speaks for it, and what else could have made it so is possible: some."""
    at = now - timedelta(days=2)
    text = "Pådriverne bidro til at markedet ble spurt om et behov brukerne hadde verifisert, før noen skrev en kravspesifikasjon."
    claim = actions.make_claim(actor=actor, plan=plan, text=text, about="need", now=at)
    reached = [kind for kind, trail in trails_of(plan).items() if trail.with_driver]
    for kind in reached[:1]:
        actions.draw_evidence(actor=actor, claim=claim, side="for", kind="trail", ref=kind, now=at)
    actions.write_evidence(
        actor=actor, claim=claim, side="for", source="Samtaler med fire enhetsledere", now=at,
        text="Fire enhetsledere sier at de ikke ville ha spurt brukerne uten at pådriveren ba om det.",
    )  # fmt: skip
    actions.write_evidence(
        actor=actor, claim=claim, side="against", looked=True, source="Planen for neste år, lest av innkjøp", now=at,
        text="Vi så etter behov som ble verifisert i enheter uten pådriver samme høst. Det fantes ingen.",
    )  # fmt: skip
    words = RivalWords("selection", "", "possible", "Enhetene som ble med, hadde ledere som var nysgjerrige fra før.")
    actions.put_in_rival(actor=actor, claim=claim, words=words, now=at)
    why = "Sporet viser at pådrivere var med før, og lederne sier det samme. Men enhetene valgte selv å bli med."
    _weigh(actor, claim, "some" if reached else "weak", why, now)


def _skills(actor: Actor, plan: Plan, now: datetime) -> None:
    """The survey speaks for it, but people who have learnt more measure themselves otherwise: weak."""
    at = now - timedelta(days=2)
    text = "Pådriverne kan mer om å forstå et behov enn de kunne i august."
    claim = actions.make_claim(actor=actor, plan=plan, text=text, now=at)
    changed = [one for wave in waves_of(plan) for one in tables_of(wave) if _rose(one.figures["table"])]
    for one in changed[:2]:
        actions.draw_evidence(actor=actor, claim=claim, side="for", kind="wave", ref=one.ref, now=at)
    if not changed:
        actions.write_evidence(
            actor=actor, claim=claim, side="for", source="Egenvurdering i samlingen", text="Åtte av ti sier at de kan mer.", now=at
        )  # fmt: skip
    words = RivalWords(
        "wish-to-please", "", "likely", "De vet hva programmet håper på, og svarer til dem som har laget det."
    )
    actions.put_in_rival(actor=actor, claim=claim, words=words, now=at)
    _weigh(actor, claim, "weak", "Svarene peker én vei, men alle er egenvurderinger.", now)


def _rose(table: dict[str, Any]) -> bool:
    """Whether it says of a skill that some answered higher than before."""
    return bool(table["show"] == "change" and table["key"].startswith("skills") and table["higher"])


def _cheaper(actor: Actor, plan: Plan, now: datetime) -> None:
    """Nothing speaks for it yet, and it says so."""
    text = "Kullet gjorde anskaffelsene i de åtte enhetene billigere."
    actions.make_claim(actor=actor, plan=plan, text=text, now=now - timedelta(days=1))


def _weigh(actor: Actor, claim: Claim, strength: str, why: str, now: datetime) -> None:
    claim.refresh_from_db()
    actions.weigh_claim(actor=actor, claim=claim, strength=strength, why=why, seen=claim.changed_at, now=now - timedelta(days=1))  # fmt: skip


def _costs(lead: Actor, plan: Plan, now: datetime) -> None:
    actions.set_rates(actor=lead, plan=plan, rates=RATES, now=now - timedelta(days=2))
    for what, amount in PAID:
        day = (now - timedelta(days=20)).date()
        actions.put_in_cost(actor=lead, plan=plan, what=what, amount=amount, paid_on=day, now=now - timedelta(days=2))
    for what, gain in UNPRICED:
        actions.put_in_unpriced(actor=lead, plan=plan, what=what, gain=gain, now=now - timedelta(days=2))

"""Claims are made, worded, put in order, weighed, taken out."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nybrott.claims import rules
from nybrott.claims.queries import kinds_reached, weighed
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Claim, Plan
from nybrott.effects.states import Strength
from nybrott.journal.actions import record


def held_plan(plan: Plan) -> Plan:
    """The plan, locked: what is put on it at once takes turns."""
    return Plan.objects.select_for_update(of=("self",), no_key=True).select_related("run").get(pk=plan.pk)


def held(claim: Claim) -> Claim:
    """The claim as it is now, locked: who weighs and who puts something in take turns."""
    return Claim.objects.select_for_update(of=("self",), no_key=True).select_related("plan__run").get(pk=claim.pk)


@transaction.atomic
def make_claim(*, actor: Actor, plan: Plan, text: str, about: str = "", now: datetime) -> Claim:
    """Claim that the run contributed to something; it comes last. `about`: a kind of thing reached, empty for something else."""
    one = held_plan(plan)
    insist(rules.may_claim(actor, one))
    insist(rules.may_put_in(one.claims.count(), rules.MOST_CLAIMS))
    last = one.claims.aggregate(last=Max("place"))["last"] or 0
    made = Claim.objects.create(
        plan=one, place=last + 1, text=text, about=_known(about), made_at=now, made_by_id=actor.user_id
    )
    record(actor=actor, verb="claims.made", thing=made, at=now)
    return made


def _known(about: str) -> str:
    if about and about not in kinds_reached():
        raise ValueError(f"nothing reached is called {about}")
    return about


@transaction.atomic
def change_claim(*, actor: Actor, claim: Claim, text: str, about: str = "", now: datetime) -> Claim:
    """Word a claim anew. What it was judged to be stands, marked as older than the words."""
    one = held(claim)
    insist(rules.may_claim(actor, one.plan))
    before = one.text
    one.text, one.about, one.changed_at = text, _known(about), now
    one.save(update_fields=["text", "about", "changed_at"])
    record(actor=actor, verb="claims.changed", thing=one, at=now, facts={"before": before})
    return one


@transaction.atomic
def move_claim(*, actor: Actor, claim: Claim, up: bool, now: datetime) -> None:
    """Move a claim one place; at the end it stays where it is."""
    plan = held_plan(claim.plan)
    insist(rules.may_claim(actor, plan))
    order = list(plan.claims.all())
    here = [other.pk for other in order].index(claim.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, other in enumerate(order, 1):
        if other.place != place:
            other.place = place
            other.save(update_fields=["place"])
    record(actor=actor, verb="claims.moved", thing=claim, at=now)


@transaction.atomic
def remove_claim(*, actor: Actor, claim: Claim, now: datetime) -> None:
    """Take a claim out, with all that hangs on it. Reports that were made keep it."""
    one = held(claim)
    insist(rules.may_claim(actor, one.plan))
    plan, text = one.plan, one.text
    one.delete()
    record(actor=actor, verb="claims.removed", thing=plan, at=now, facts={"name": text})


@transaction.atomic
def weigh_claim(
    *, actor: Actor, claim: Claim, strength: str, why: str, seen: datetime | None, now: datetime
) -> Claim:  # fmt: skip
    """Say how strong a claim is, and why. `seen`: its `changed_at` when the one who weighs looked at it; what came in since must be seen."""
    one = held(claim)
    insist(rules.may_weigh(actor, one.plan))
    if one.changed_at != seen:
        raise Refused(
            _("Something was added, changed or removed while you were weighing. Look at it, and weigh again.")
        )
    if not why.strip() and strength != Strength.NONE:
        raise Refused(_("Write why it is judged this way."))
    insist(rules.may_call(strength, *weighed(one)))
    before = one.strength
    one.strength, one.why, one.weighed_at, one.weighed_by_id = strength, why.strip(), now, actor.user_id
    one.save(update_fields=["strength", "why", "weighed_at", "weighed_by"])
    facts = {"reason": Strength(strength).label, "strength": strength, "strength_before": before, "why": one.why}
    record(actor=actor, verb="claims.weighed", thing=one, at=now, facts=facts)
    return one

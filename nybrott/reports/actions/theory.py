"""What of the programme theory held, as the evaluator judges it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.effects.models import Plan, TheoryNote
from nybrott.effects.states import Held
from nybrott.journal.actions import record
from nybrott.reports import rules


@transaction.atomic
def note_theory(*, actor: Actor, plan: Plan, notes: Mapping[str, tuple[str, str]], now: datetime) -> int:
    """Say of parts of the theory (id → how it held, and why) how it went. Gives how many were changed; those that are not named stay
    as they are. What held, held partly or did not is said with why."""
    plan = Plan.objects.select_for_update(of=("self",), no_key=True).select_related("run__package").get(pk=plan.pk)
    insist(rules.may_note_theory(actor, plan))
    known = {one["id"] for one in plan.run.package.content["theory"]}
    there = {one.part: one for one in TheoryNote.objects.filter(plan=plan)}
    changed = 0
    for part, (held, why) in notes.items():
        if part not in known:
            raise Refused(_("The programme theory has no part “%(part)s”.") % {"part": part})
        if held not in Held.values:
            raise Refused(_("Say whether it held, partly held, did not hold, or cannot be judged."))
        if held != Held.UNKNOWN and not why.strip():
            raise Refused(_("Say why, for each part you say something about."))
        before = there.get(part)
        if (before.held, before.why) == (held, why.strip()) if before else (held, why.strip()) == (Held.UNKNOWN, ""):
            continue
        TheoryNote.objects.update_or_create(plan=plan, part=part, defaults={"held": held, "why": why.strip()})
        changed += 1
    if changed:
        record(actor=actor, verb="reports.theory_noted", thing=plan, at=now, facts={"parts": changed})
    return changed

"""A report is made: everything is put together, reckoned, sealed and kept as it is."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nybrott.core.actor import Actor
from nybrott.core.evaluation import sealed
from nybrott.core.verdict import insist
from nybrott.effects.models import Plan, Report
from nybrott.journal.actions import record
from nybrott.reports import rules
from nybrott.reports.queries import gathered


@transaction.atomic
def make_report(*, actor: Actor, plan: Plan, plain: str, unknown: str, now: datetime) -> Report:
    """Make the next report of a plan, as of today. `plain` and `unknown` are the evaluator's own words for the first page and for
    what cannot be known. Two who make one at once get a number each."""
    held = (
        Plan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("run__organisation", "run__package")
        .get(pk=plan.pk)
    )
    insist(rules.may_make_report(actor, held))
    content = sealed(gathered(held, timezone.localdate(now)))
    digest = content.pop("digest")
    number = content["inputs"]["about"]["number"]
    made = Report.objects.create(
        plan=held, number=number, made_at=now, made_by_id=actor.user_id, content=content, digest=digest,
        words={"plain": plain.strip(), "unknown": unknown.strip()},
    )  # fmt: skip
    record(actor=actor, verb="reports.made", thing=made, at=now, facts={"name": str(number), "digest": digest})
    return made

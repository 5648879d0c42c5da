"""Award criteria are written and removed."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.journal.actions import record
from nybrott.needs.models import Need
from nybrott.procurements.models import Procurement
from nybrott.requirements import queries, rules
from nybrott.requirements.actions.writing import as_it_stands, hold
from nybrott.requirements.models import Criterion, Requirement


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is set of an award criterion; see `models.Criterion`. `weight` is in per cent."""

    name: str
    weight: Decimal
    rewards: str
    is_better: bool = False
    scale: str = ""


@transaction.atomic
def write_criterion(
    *, actor: Actor, procurement: Procurement, weighed: Weighed, requirements: Collection[Requirement] = (), needs: Collection[Need] = (),
    criterion: Criterion | None = None, seen: str = "", now: datetime,
) -> Criterion:  # fmt: skip
    """Write an award criterion, or one anew (`criterion`). The weights may be more or less than 100 together until the set is settled.
    `seen`: as for `write_requirement`."""
    found, said = hold(procurement)
    insist(rules.may_change(actor, found))
    if not 0 < weighed.weight <= rules.WHOLE:
        raise Refused(_("A weight is more than 0 and at most 100 per cent."))
    if criterion is None:
        if found.award_criteria.count() >= rules.MOST_CRITERIA:
            raise Refused(_("A procurement has at most %(n)s award criteria.") % {"n": rules.MOST_CRITERIA})
        said.criteria_numbered += 1
        said.save(update_fields=["criteria_numbered"])
        criterion = Criterion(
            procurement=found, number=said.criteria_numbered, place=said.criteria_numbered, written_by_id=actor.user_id, written_at=now
        )  # fmt: skip
    else:
        criterion = as_it_stands(found.award_criteria.filter(pk=criterion.pk).first(), seen)
    for one in fields(weighed):
        value = getattr(weighed, one.name)
        setattr(criterion, one.name, value.strip() if isinstance(value, str) else value)
    criterion.changed_at = now
    criterion.save()
    criterion.requirements.set(found.requirements.filter(pk__in=[one.pk for one in requirements]))
    criterion.needs.set(queries.needs_of(found).filter(pk__in=[need.pk for need in needs]))
    facts = {"name": criterion.name, "weight": f"{criterion.weight:.2f}".rstrip("0").rstrip(".")}
    record(actor=actor, verb="requirements.criterion_written", thing=found, at=now, facts=facts)
    return criterion


@transaction.atomic
def remove_criterion(*, actor: Actor, criterion: Criterion, now: datetime) -> None:
    """Remove an award criterion. Its number is given to no other."""
    found, _said = hold(criterion.procurement)
    insist(rules.may_change(actor, found))
    facts = {"name": criterion.name}
    criterion.delete()
    record(actor=actor, verb="requirements.criterion_removed", thing=found, at=now, facts=facts)

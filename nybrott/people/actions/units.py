"""The tree of units. Whoever changes it holds the organisation meanwhile, so that two moves cannot make a circle."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Func

from nybrott.core.actor import Actor
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people import rules
from nybrott.people.models import Organisation, Unit
from nybrott.people.queries.units import levels_of, sibling_names


def _held(unit: Unit) -> Unit:
    """The unit as it is now, while nobody else changes the tree."""
    Organisation.objects.held(unit.organisation_id)
    return Unit.objects.select_related("parent").get(pk=unit.pk)


@transaction.atomic
def make_unit(*, actor: Actor, organisation: Organisation, name: str, parent: Unit | None, now: datetime) -> Unit:
    """Make a unit at the top, or below `parent`."""
    Organisation.objects.held(organisation.pk)
    parent = Unit.objects.get(pk=parent.pk) if parent else None
    insist(rules.may_make_unit(actor, organisation, parent, name, sibling_names(organisation.pk, parent)))
    above = [*parent.above, parent.pk] if parent else []
    unit = Unit.objects.create(organisation=organisation, parent=parent, above=above, name=name)
    record(actor=actor, verb="people.unit_made", thing=unit, at=now, facts={"above": parent.name if parent else ""})
    return unit


@transaction.atomic
def rename_unit(*, actor: Actor, unit: Unit, name: str, now: datetime) -> Unit:
    """Give a unit another name."""
    unit = _held(unit)
    insist(rules.may_rename_unit(actor, unit, name, sibling_names(unit.organisation_id, unit.parent, but=unit)))
    before, unit.name = unit.name, name
    if before != name:
        unit.save(update_fields=["name"])
        record(actor=actor, verb="people.unit_renamed", thing=unit, at=now, facts={"before": before, "after": name})
    return unit


@transaction.atomic
def move_unit(*, actor: Actor, unit: Unit, parent: Unit | None, now: datetime) -> Unit:
    """Move a unit and all below it to the top, or below `parent`."""
    unit = _held(unit)
    parent = Unit.objects.get(pk=parent.pk) if parent else None
    beside = sibling_names(unit.organisation_id, parent, but=unit)
    insist(rules.may_move_unit(actor, unit, parent, levels=levels_of(unit), siblings=beside))
    if unit.parent_id == (parent.pk if parent else None):
        return unit
    before, had = unit.parent, len(unit.above)
    unit.parent, unit.above = parent, [*parent.above, parent.pk] if parent else []
    unit.save(update_fields=["parent", "above"])
    above = ",".join(str(int(key)) for key in unit.above)
    rest = Func(F("above"), template=f"ARRAY[{above}]::bigint[] || (%(expressions)s)[{had + 1}:]")
    Unit.objects.below(unit).update(above=rest)
    facts = {"before": before.name if before else "", "after": parent.name if parent else ""}
    verb = "people.unit_moved" if parent else "people.unit_moved_to_top"
    record(actor=actor, verb=verb, thing=unit, at=now, facts=facts)
    return unit


@transaction.atomic
def close_unit(*, actor: Actor, unit: Unit, now: datetime) -> Unit:
    """Close a unit that has no open ones below it. Its people stay members, and stay listed there until they are moved."""
    unit = _held(unit)
    insist(rules.may_close_unit(actor, unit, open_below=unit.children.filter(closed_at__isnull=True).count()))
    unit.closed_at = now
    unit.save(update_fields=["closed_at"])
    record(actor=actor, verb="people.unit_closed", thing=unit, at=now)
    return unit


@transaction.atomic
def reopen_unit(*, actor: Actor, unit: Unit, now: datetime) -> Unit:
    """Open a closed unit again, where it stood."""
    unit = _held(unit)
    insist(rules.may_reopen_unit(actor, unit, sibling_names(unit.organisation_id, unit.parent, but=unit)))
    unit.closed_at = None
    unit.save(update_fields=["closed_at"])
    record(actor=actor, verb="people.unit_reopened", thing=unit, at=now)
    return unit

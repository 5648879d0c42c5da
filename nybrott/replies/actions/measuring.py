"""Count each quarter once, when it is over, and keep only what may be shown."""

from datetime import date, datetime

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.journal.actions import record
from nybrott.people.models import Organisation
from nybrott.replies import queries
from nybrott.replies.models import Quarter


@transaction.atomic
def count_quarter(*, actor: Actor, organisation: Organisation, first: date, now: datetime) -> int:
    """Count the quarter that begins on `first`, unless it was counted; gives how many figures were kept.

    Figures of few people are not kept at all: not even who reads the database finds them.
    """
    # held, so that two workers do not count the same quarter at once
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if Quarter.objects.filter(organisation=organisation, starts_on=first).exists():
        return 0
    kept = queries.to_keep(queries.count_quarter(organisation.pk, first))
    if not kept:
        return 0
    Quarter.objects.bulk_create(
        Quarter(
            organisation=organisation, unit_id=None if one.whole else one.unit, starts_on=first, measure=one.measure, n=one.n,
            hits=one.hits, value=one.value, hidden=one.hidden, made_at=now,
        )
        for one in kept
    )  # fmt: skip
    record(actor=actor, verb="replies.quarter_measured", thing=organisation, at=now, facts={"day": first})
    return len(kept)


def count_quarters(*, actor: Actor, organisation: Organisation, now: datetime) -> int:
    """Count every quarter that is over and was not counted; gives how many quarters there were figures in."""
    begun = queries.first_of_all(organisation.pk)
    if begun is None:
        return 0
    return sum(
        bool(count_quarter(actor=actor, organisation=organisation, first=first, now=now))
        for first in queries.quarters_over(begun, now)
    )

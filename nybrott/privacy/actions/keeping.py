"""Deleting what has been kept long enough, with proof."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.db.models import ProtectedError, RestrictedError

from nybrott.core.actor import Actor, system
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.people.models import RetentionRun, RunState
from nybrott.people.queries.declared import Kind
from nybrott.privacy.queries.keeping import limit_of, limited, old
from nybrott.privacy.rules import may_delete_old

_LOCK = 7_301_131  # the number of the lock that only one run holds
BATCH = 500  # rows in one transaction
MOST = 50_000  # rows of one kind in one run; the rest goes the next night


def delete_old(
    *, actor: Actor, now: datetime, batch: int = BATCH, most: int = MOST, told: Callable[[str, int], None] | None = None
) -> RetentionRun | None:
    """Delete every row that has been kept long enough, in batches; None when another run is under way.

    Each batch is a transaction of its own and is counted in it. Killed on the way, the rest goes the next time, and
    the next run gives the killed one its entry in the journal. `told` hears the kind and how many went.
    """
    insist(may_delete_old(actor))
    with _alone() as alone:
        if not alone:
            return None
        for unfinished in RetentionRun.objects.filter(state=RunState.UNDER_WAY):
            _close(unfinished, RunState.CUT_OFF, actor=actor, now=now)
        run = RetentionRun.objects.create(begun_at=now)
        for kind in limited():
            gone = 0
            while gone < most and (some := _delete_batch(kind, run, now, min(batch, most - gone))):
                gone += some
            if told:
                told(kind.label, gone)
        _close(run, RunState.WHOLE, actor=actor, now=now)
        return run


@contextmanager
def _alone() -> Iterator[bool]:
    """A lock that lives as long as the connection: a killed run lets it go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _delete_batch(kind: Kind, run: RetentionRun, now: datetime, size: int) -> int:
    """Delete up to `size` rows and count them in the run; 0 when there are none left, or they cannot go."""
    names = ("pk", kind.organisation) if kind.organisation else ("pk",)
    try:
        with transaction.atomic():
            # held, and judged again once held: a sign-in that was just used stays
            rows = list(old(kind, now).select_for_update(skip_locked=True, of=("self",)).values_list(*names)[:size])
            if not rows:
                return 0
            kind.model._base_manager.filter(pk__in=[row[0] for row in rows]).delete()
            for organisation, count in Counter(row[1] if kind.organisation else None for row in rows).items():
                own = run.gone.setdefault(str(organisation or ""), {})
                own[kind.label] = own.get(kind.label, 0) + count
            run.before[kind.label] = limit_of(kind, now).isoformat()
            run.save(update_fields=["gone", "before"])
            return len(rows)
    except (ProtectedError, RestrictedError) as trouble:
        run.trouble[kind.label] = str(trouble.args[0])[:300]
        run.save(update_fields=["trouble"])
        return 0


@transaction.atomic
def _close(run: RetentionRun, state: RunState, *, actor: Actor, now: datetime) -> None:
    """Give the run its entries: one for the host, which says that it ran, and one for each organisation that lost rows."""
    run.state = state
    run.save(update_fields=["state"])
    for organisation in sorted({"", *run.gone}):
        gone = run.gone.get(organisation, {})
        facts = {
            "total": sum(gone.values()),
            "gone": gone,
            "before": {kind: day for kind, day in run.before.items() if kind in gone},
            "state": state.value,
        }
        who = system(actor.name, int(organisation) if organisation else None)
        record(actor=who, verb="privacy.old_deleted", thing=run, at=now, facts=facts)

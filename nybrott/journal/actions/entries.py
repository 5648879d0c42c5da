"""`record`: the last line of every action."""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from nybrott.core.actor import Actor
from nybrott.core.chain import digest_of
from nybrott.journal.actions.laying import NewLetter, lay_out
from nybrott.journal.models import Entry


@transaction.atomic(savepoint=False)
def record(
    *,
    actor: Actor,
    verb: str,
    thing: models.Model,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    letters: Iterable[NewLetter] = (),
) -> Entry:
    """Note that `actor` did `verb` ("people.invited") to `thing`, and lay the letters it caused in the outbox.

    Call it last in an action, in its transaction, while `thing` still has its key. The entry belongs to the thing's
    `organisation_id`, or to the actor's when the thing has none. `facts` (JSON; dates, numbers and lazy texts too) is
    what a reader of the history needs to know: what was, what is. `facts` are erasable, so names may stand in them.
    Sealing and posting begin as soon as the transaction is committed.
    """
    entry = _entry(actor, verb, thing, facts, at)
    entry.save(force_insert=True)
    wake(seal_soon)
    if lay_out(entry, letters, at=at):
        wake(post_soon)
    return entry


@transaction.atomic
def record_each(
    *, actor: Actor, verb: str, things: Iterable[tuple[models.Model, Mapping[str, object]]], at: datetime
) -> list[Entry]:
    """Note that `actor` did `verb` to each of many things, given with its facts, in a few queries. Without letters."""
    entries = Entry.objects.bulk_create(
        [_entry(actor, verb, thing, facts, at) for thing, facts in things], batch_size=1000
    )
    if entries:
        wake(seal_soon)
    return entries


def _entry(actor: Actor, verb: str, thing: models.Model, facts: Mapping[str, object] | None, at: datetime) -> Entry:
    organisation_id = getattr(thing, "organisation_id", None) or actor.organisation_id
    private = plain({"actor": actor.name, "thing": str(thing)[:300], "facts": dict(facts or {})})
    entry = Entry(
        organisation_id=organisation_id,
        thing_kind=thing._meta.label_lower,
        thing_ref=str(thing.pk),
        verb=verb,
        at=at,
        actor_user_id=actor.user_id,
        private=private,
    )
    entry.digest = digest_of(private, entry.salt or "")
    return entry


def plain(value: object) -> object:
    """What comes back when the value is kept as JSON by the database, so that its digest stays the same."""
    return _settled(json.loads(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)))


def _settled(value: object) -> object:
    if isinstance(value, dict):
        return {_text(key): _settled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_settled(inner) for inner in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a fact must be a number that can be written")
        return int(value) if value.is_integer() else value
    return _text(value) if isinstance(value, str) else value


def _text(said: str) -> str:
    return said.replace("\x00", "").encode("utf-8", "replace").decode()


# --- the worker is told once the transaction is committed ---
# Within it, the queue's own lock would make every action that records wait for the one before: tests/test_waiting.py.


def seal_soon() -> None:
    """Let the worker seal what is not sealed."""
    _defer("journal.seal", priority=10)


def post_soon() -> None:
    """Let the worker post what waits."""
    _defer("journal.post", priority=5)


def wake(soon: Callable[[], None]) -> None:
    """Call `soon` when this transaction is committed, once however often it is asked for. What fails then is left for the
    sweep of the minute, and the action stands."""
    if not any(waiting[1] is soon for waiting in connection.run_on_commit):
        transaction.on_commit(soon, robust=True)


def _defer(task: str, *, priority: int) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # whoever asked does not wait for the disk: a job that is lost with the machine is found by the sweep of the minute
            cursor.execute("SET LOCAL synchronous_commit TO off")
            app.configure_task(task, queueing_lock=task, priority=priority).defer()
    except AlreadyEnqueued:
        pass  # somebody asked already, and it has not begun

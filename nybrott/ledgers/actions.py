"""A supplier is handed what it missed, and the seal of each day is published."""

from datetime import datetime

from django.db import transaction

from nybrott.conferences import queries as conferences
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import DayHead, Dialogue, Supplier
from nybrott.disclosures.queries import words_of
from nybrott.journal.actions import record
from nybrott.ledgers import letters, queries, rules

MOST_ABOUT = 500  # things one entry of a ledger may name


@transaction.atomic
def catch_up(*, actor: Actor, supplier: Supplier, now: datetime) -> tuple[str, ...]:
    """Hand a supplier all that everyone could read before it came and it was not handed, by letter to its people; gives the things. With
    nothing to hand over nothing happens. Raises `Refused` when nobody of the supplier can be written to."""
    dialogue = hold(supplier.dialogue)
    insist(rules.may_catch_up(actor, supplier))
    found = queries.seen_of(dialogue, now)
    pack = tuple(queries.pack_of(found, supplier)[:MOST_ABOUT])  # more than that come with the next
    if not pack:
        return ()
    words = words_of(dialogue, pack) | conferences.words_of(dialogue, pack)
    told = letters.catch_up(supplier, [(found.titles.get(thing, thing), words.get(thing, "")) for thing in pack], now)
    if not told:
        raise Refused(letters.nobody_to_write_to(supplier))
    number = sum(entry.kind == "catch_up" for entry in found.entries) + 1
    enter(dialogue=dialogue, kind="catch_up", thing=f"pack-{number}", taker=supplier.key, about=pack, at=now, now=now)
    record(
        actor=actor,
        verb="ledgers.caught_up",
        thing=dialogue,
        at=now,
        facts={"name": supplier.name, "things": len(pack)},
        letters=told,
    )
    return pack


@transaction.atomic
def publish_heads(*, actor: Actor, dialogue: Dialogue, now: datetime) -> int:
    """Publish the seal of each day that is over; gives how many there were. One that is published is never changed."""
    held = hold(dialogue)
    made = [DayHead(dialogue=held, day=one.day, place=one.place, seal=one.seal) for one in queries.days_over(held, now)]
    DayHead.objects.bulk_create(made)
    if made:
        record(actor=actor, verb="ledgers.heads_published", thing=held, at=now, facts={"days": len(made)})
    return len(made)


def publish_all_heads(*, actor: Actor, now: datetime) -> int:
    """The same for every dialogue something was entered in since its last published day; gives how many days were published. One that fails
    does not keep the others waiting: it is raised when all were tried, and tried anew the next time."""
    announced = Dialogue.objects.public().filter(entries__isnull=False).distinct().order_by("pk")
    published, failed = 0, []
    for one in announced.iterator(chunk_size=200):
        try:
            published += publish_heads(actor=actor, dialogue=one, now=now)
        except Exception as trouble:
            trouble.add_note(f"dialogue {one.pk}")
            failed.append(trouble)
    if failed:
        raise ExceptionGroup("the seals of some dialogues could not be published", failed)
    return published

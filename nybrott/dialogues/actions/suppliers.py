"""Those who speak for a supplier get a new link; a supplier leaves and comes back; a person speaks for it no more."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues import letters, rules
from nybrott.dialogues.actions.ledger import enter, hold
from nybrott.dialogues.actions.registering import came
from nybrott.dialogues.models import Dialogue, Representative, Supplier
from nybrott.dialogues.queries import hash_of
from nybrott.journal.actions import NewLetter, record

MOST_LINKS = 10  # suppliers one address speaks for that are written to at once


@transaction.atomic
def send_new_link(*, dialogue: Dialogue, email: str, make_key: Callable[[], str], now: datetime) -> bool:
    """Send whoever speaks for suppliers a new link to the own page of each; the one before works until the new one is opened. Gives whether
    there was anybody: the page says the same either way."""
    found = Representative.objects.select_for_update(of=("self",)).select_related("supplier__dialogue__organisation")
    people = found.filter(
        supplier__dialogue=dialogue, email=email, confirmed_at__isnull=False, keep_until__gte=now.date()
    )
    told = [_relinked(one, make_key()) for one in people.order_by("pk")[:MOST_LINKS]]
    if told:
        record(actor=VISITOR, verb="dialogues.link_sent", thing=dialogue, at=now, letters=told)
    return bool(told)


@transaction.atomic
def send_link_to(*, actor: Actor, representative: Representative, key: str, now: datetime) -> None:
    """We send one who speaks for a supplier a new link."""
    dialogue = representative.supplier.dialogue
    insist(rules.may_carry_out(actor, dialogue))
    one = Representative.objects.select_for_update(of=("self",)).select_related("supplier__dialogue__organisation")
    found = one.filter(pk=representative.pk, confirmed_at__isnull=False).first()
    if found is not None:
        told = [_relinked(found, key)]
        record(actor=actor, verb="dialogues.link_sent_by_us", thing=dialogue, at=now, facts={"name": found.supplier.name}, letters=told)  # fmt: skip


def _relinked(one: Representative, key: str) -> NewLetter:
    one.next_hash = hash_of(key)
    one.save(update_fields=["next_hash"])
    return letters.own_link(one, key)


@transaction.atomic
def use_link(*, representative: Representative, key: str) -> None:
    """A new link was opened: the one before works no more. Not for the journal: that the link was sent stands there."""
    new = hash_of(key)
    Representative.objects.filter(pk=representative.pk, next_hash=new).update(key_hash=new, next_hash="")


@transaction.atomic
def end_speaking(*, actor: Actor, representative: Representative, reason: str, now: datetime) -> None:
    """A person speaks for a supplier no more, for a reason they are told: their link opens nothing any more. What they gave and got stays."""
    dialogue = hold(representative.supplier.dialogue)
    insist(rules.may_carry_out(actor, dialogue))
    one = Representative.objects.select_for_update().filter(pk=representative.pk, confirmed_at__isnull=False).first()
    if one is None:
        return
    one.confirmed_at, one.key_hash, one.next_hash = None, "", ""
    one.save()
    told = [letters.speaks_no_more(one, reason)]
    facts = {"name": one.supplier.name, "reason": reason}
    record(actor=actor, verb="dialogues.speaks_no_more", thing=dialogue, at=now, facts=facts, letters=told)


@transaction.atomic
def leave(*, representative: Representative, now: datetime) -> None:
    """A supplier takes itself out of the dialogue. What was exchanged stays in the ledger; its people can still read their page."""
    dialogue = hold(representative.supplier.dialogue)
    supplier = Supplier.objects.select_for_update().get(pk=representative.supplier_id)
    if supplier.left_at is not None:
        return
    if not (still := rules.takes_part(dialogue)):
        raise Refused(still.reason)
    supplier.left_at = now
    supplier.save(update_fields=["left_at"])
    times = supplier.entries.filter(kind="withdrawal", thing__startswith=f"s{supplier.pk}-left").count()
    thing = f"s{supplier.pk}-left-{times + 1}" if times else f"s{supplier.pk}-left"
    enter(dialogue=dialogue, kind="withdrawal", thing=thing, giver=supplier.key, taker="us", at=now, now=now)
    told = [letters.left(each) for each in supplier.people.filter(confirmed_at__isnull=False)]
    record(actor=VISITOR, verb="dialogues.left", thing=dialogue, at=now, facts={"name": supplier.name}, letters=told)


@transaction.atomic
def come_back(*, representative: Representative, now: datetime) -> None:
    """A supplier that left takes part again, while others may still register."""
    dialogue = hold(representative.supplier.dialogue)
    supplier = Supplier.objects.select_for_update().get(pk=representative.supplier_id)
    supplier.dialogue = dialogue
    insist(rules.may_come_back(supplier, now))
    supplier.left_at = None
    supplier.save(update_fields=["left_at"])
    came(dialogue, supplier, now, people=representative.name)
    told = [letters.back(each) for each in supplier.people.filter(confirmed_at__isnull=False)]
    record(actor=VISITOR, verb="dialogues.came_back", thing=dialogue, at=now, facts={"name": supplier.name}, letters=told)  # fmt: skip

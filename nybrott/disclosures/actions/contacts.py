"""Contacts with suppliers that nobody asked for: written down in half a minute, and what was told then is shared with all, or not with a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.core.suppliers import SupplierError, organisation_number
from nybrott.core.verdict import insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Contact, Dialogue, Item, Supplier
from nybrott.dialogues.states import Channel
from nybrott.disclosures import rules
from nybrott.disclosures.actions.items import digest, show_item
from nybrott.journal.actions import record
from nybrott.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Met:
    """Who was met, how and when, and what was said. `who`: the firm's name or organisation number. `ours`: we took contact."""

    who: str
    channel: str
    held_at: datetime
    minutes: int = 0
    given: str = ""
    received: str = ""
    ours: bool = False


@transaction.atomic
def note_contact(
    *, actor: Actor, organisation: Organisation, met: Met, now: datetime, dialogue: Dialogue | None = None
) -> Contact:
    """Write down a contact. With a dialogue it stands in its ledger from now on, and is not changed any more."""
    insist(rules.may_note_contact(actor, organisation))
    made = Contact.objects.create(
        organisation=organisation, who=met.who.strip(), channel=met.channel, held_at=min(met.held_at, now), minutes=met.minutes, ours=met.ours,
        given=met.given.strip(), received=met.received.strip(), noted_by_id=actor.user_id, noted_at=now,
    )  # fmt: skip
    if dialogue is not None:
        _enter(actor, made, dialogue, now)
    record(actor=actor, verb="disclosures.contact_noted", thing=made, at=now)
    return made


@transaction.atomic
def bring_in(*, actor: Actor, contact: Contact, dialogue: Dialogue, now: datetime) -> Contact:
    """Put a contact that was written down before into a dialogue's ledger."""
    held = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    insist(rules.may_bring_in(actor, held))
    _enter(actor, held, dialogue, now)
    record(actor=actor, verb="disclosures.contact_brought_in", thing=held, at=now, facts={"title": dialogue.title})
    return held


@transaction.atomic
def share_contact(*, actor: Actor, contact: Contact, title: str, text: str, now: datetime) -> Item:
    """Show everyone what one supplier was told; in the ledger it is the same thing."""
    held = _held(contact)
    insist(rules.may_decide_sharing(actor, held))
    assert held.dialogue is not None
    item = Item.objects.create(
        dialogue=held.dialogue, title=title.strip(), text=text.strip(), written_by_id=actor.user_id, written_at=now
    )
    held.item, held.not_shared = item, ""
    held.save(update_fields=["item", "not_shared"])
    record(actor=actor, verb="disclosures.contact_shared", thing=held, at=now)
    return show_item(actor=actor, item=item, now=now, thing=_told(held))


@transaction.atomic
def keep_to_ourselves(*, actor: Actor, contact: Contact, reason: str, now: datetime) -> Contact:
    """Say why what one supplier was told is not shared. The view of equal treatment goes on showing that others do not have it."""
    held = _held(contact)
    insist(rules.may_decide_sharing(actor, held))
    held.not_shared = reason.strip()
    held.save(update_fields=["not_shared"])
    record(actor=actor, verb="disclosures.contact_not_shared", thing=held, at=now, facts={"reason": held.not_shared})
    return held


def _held(contact: Contact) -> Contact:
    dialogue = hold(contact.dialogue) if contact.dialogue is not None else None
    found = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    found.dialogue = dialogue
    return found


def _told(contact: Contact) -> str:
    """What the ledger calls what was told in a contact."""
    return f"told-{contact.pk}"


def _enter(actor: Actor, contact: Contact, dialogue: Dialogue, now: datetime) -> None:
    """The contact in the ledger: what was heard, unless we called and heard nothing; and what was told, as its own thing. The names of firms
    and what one of them was told do not stand in what everybody may read."""
    held = hold(dialogue)
    insist(rules.may_enter_contact(actor, held))
    contact.dialogue, contact.supplier = held, _supplier(held, contact.who, now)
    contact.save(update_fields=["dialogue", "supplier"])
    with override(held.language):
        title, key = str(Channel(contact.channel).label), contact.supplier.key
        told = _("Told one supplier (%(channel)s)") % {"channel": title}
    if contact.received or not (contact.ours and contact.given):
        enter(
            dialogue=held, kind="unsolicited_contact", thing=f"contact-{contact.pk}", title=title, giver=key, taker="us",
            content=digest(contact.received), minutes=contact.minutes, at=contact.held_at, now=now,
        )  # fmt: skip
    if contact.given:
        enter(
            dialogue=held, kind="told", thing=_told(contact), title=told, taker=key, content=digest(contact.given),
            at=contact.held_at, now=now,
        )  # fmt: skip


def _supplier(dialogue: Dialogue, who: str, now: datetime) -> Supplier:
    """The supplier of this name or number; one that is not there yet comes in by this contact."""
    try:
        number = organisation_number(who)
    except SupplierError:
        number = ""
    known = dialogue.suppliers.filter(number=number) if number else dialogue.suppliers.filter(name__iexact=who)
    return known.order_by("pk").first() or Supplier.objects.create(
        dialogue=dialogue, name=who, number=number, came_at=now
    )

"""Whether somebody may register for a supplier, ask colleagues in, and leave."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues.models import Dialogue, Registration, Representative, Supplier
from nybrott.dialogues.rules.dialogues import may_carry_out, takes_part
from nybrott.ui.formats import moment

MOST_PEOPLE = 30


def may_register(dialogue: Dialogue, now: datetime) -> Verdict:
    """Come into a dialogue, while it is open and the time for it is not over; the sentence is for suppliers."""
    allowed = takes_part(dialogue)
    if allowed and dialogue.register_until is not None and now > dialogue.register_until:
        return no(_("Suppliers could register until %(when)s.") % {"when": moment(dialogue.register_until)})
    return allowed


def may_join(supplier: Supplier) -> Verdict:
    """One person more speaks for a supplier."""
    if supplier.left_at is not None:
        return no(_("This supplier no longer takes part in the dialogue."))
    return has_room(supplier) and takes_part(supplier.dialogue)


def has_room(supplier: Supplier) -> Verdict:
    """Fewer speak for a supplier than there can be, those who wait for a yes counted."""
    speak = supplier.people.filter(confirmed_at__isnull=False).count()
    if speak + supplier.registrations.filter(confirmed_at__isnull=False).count() < MOST_PEOPLE:
        return YES
    return no(_("%(n)s people already speak for this supplier, which is the most there can be.") % {"n": MOST_PEOPLE})


def may_come_back(supplier: Supplier, now: datetime) -> Verdict:
    """A supplier that left takes part again: while others may still register."""
    if supplier.left_at is None:
        return no(_("This supplier takes part in the dialogue."))
    return may_register(supplier.dialogue, now)


def may_let_in(actor: Actor, registration: Registration) -> Verdict:
    """Say that somebody who waits speaks for a supplier, or does not: those who carry the dialogue out."""
    allowed = may_carry_out(actor, registration.dialogue)
    if allowed and registration.confirmed_at is None:
        return no(_("This person has not confirmed the address yet."))
    return allowed


def may_vouch(representative: Representative, registration: Registration) -> Verdict:
    """Say yes to somebody who wants to speak for the same supplier."""
    if registration.supplier_id != representative.supplier_id or registration.confirmed_at is None:
        return no(_("This person has not asked to speak for your company."))
    if representative.supplier.left_at is not None:
        return no(_("This supplier no longer takes part in the dialogue."))
    return takes_part(representative.supplier.dialogue)

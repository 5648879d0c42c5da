"""Who may plan, close and draw meetings, and what a supplier may do by itself."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.dialogues import rules as dialogues
from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.meetings.models import Minutes, Round, Slot
from nybrott.ui.formats import moment


def may_plan(actor: Actor, dialogue: Dialogue, round_: Round | None) -> Verdict:
    """Set the rules, and add times, until the list is closed."""
    allowed = dialogues.may_carry_out(actor, dialogue)
    if allowed and round_ is not None and round_.closed_at:
        return no(_("The list is closed. Its rules and times stay as they are."))
    return allowed


def may_publish(actor: Actor, round_: Round, slots: int, now: datetime) -> Verdict:
    """Show rules, times and questions to all. From then on they hold."""
    if not (allowed := may_plan(actor, round_.dialogue, round_)):
        return allowed
    if round_.published_at:
        return no(_("The rules have already been published."))
    if not (takes := dialogues.takes_part(round_.dialogue)):
        return takes
    if not slots:
        return no(_("Add the times for meetings first."))
    if not round_.questions:
        return no(_("First write what everyone is asked, one question on each line."))
    return YES if now < round_.apply_until else no(_("The time to apply is over. Set a later one."))


def may_close(actor: Actor, round_: Round, now: datetime) -> Verdict:
    """Close the list: after the last moment to apply, and before anyone can know the value."""
    if not (allowed := may_plan(actor, round_.dialogue, round_)):
        return allowed
    if round_.published_at is None:
        return no(_("The rules are not published yet."))
    if now < round_.apply_until:
        return no(
            _("Suppliers apply until %(until)s. The list is closed after that.") % {"until": moment(round_.apply_until)}
        )
    if now >= round_.known_at:
        return no(
            _("The value is known already, so a list that is closed now would prove nothing. Name a later value first.")
        )
    return YES


def may_type_value(actor: Actor, round_: Round, now: datetime) -> Verdict:
    """Type the public value and draw: somebody else than who closed the list, once the value is known."""
    if not (allowed := dialogues.may_carry_out(actor, round_.dialogue)):
        return allowed
    if round_.closed_at is None:
        return no(_("The list must be closed first."))
    if round_.drawn_at:
        return no(_("The lottery is drawn. It is drawn only once."))
    if actor.user_id is None or actor.user_id == round_.closed_by_id:
        return no(_("You closed the list. Someone else must type the value."))
    return YES if now >= round_.known_at else no(_("The value is known from %(at)s.") % {"at": moment(round_.known_at)})


def takes_part(supplier: Supplier, round_: Round) -> Verdict:
    """Do anything with meetings at all."""
    if supplier.left_at is not None:
        return no(_("You have left this dialogue."))
    if round_.published_at is None:
        return no(_("No meetings are offered yet."))
    return dialogues.takes_part(round_.dialogue)


def may_apply(supplier: Supplier, round_: Round, now: datetime) -> Verdict:
    """Apply, change or withdraw what one applied for, in the time that was told to all. The last moment itself is too late."""
    if not (allowed := takes_part(supplier, round_)):
        return allowed
    if now < round_.apply_from:
        return no(_("You can apply from %(at)s.") % {"at": moment(round_.apply_from)})
    if now >= round_.apply_until or round_.closed_at:
        return no(_("Applications were taken until %(until)s. When the lottery is drawn, you can book a time that is left or wait for one.") % {"until": moment(round_.apply_until)})  # fmt: skip
    return YES


def may_wait(supplier: Supplier, round_: Round) -> Verdict:
    """Be on the waiting list, or off it, once the lottery is drawn."""
    if not (allowed := takes_part(supplier, round_)):
        return allowed
    return YES if round_.drawn_at else no(_("Times are given by the lottery first."))


def may_book(supplier: Supplier, slot: Slot, mine: Collection[Slot], now: datetime) -> Verdict:
    """Take a free time, or one that is offered to oneself. `mine`: the times it keeps."""
    if not (allowed := takes_part(supplier, slot.round)):
        return allowed
    if not (free := _is_free(supplier, slot, now)):
        return free
    if len(mine) >= slot.round.most:
        return no(_("You have as many meetings as a supplier can get. Change one of them instead."))
    if any(slot.begins < one.ends and one.begins < slot.ends for one in mine):
        return no(_("You have another meeting at this time."))
    return YES


def _is_free(supplier: Supplier, slot: Slot, now: datetime) -> Verdict:
    """Whether a supplier can have a time, whatever else it has."""
    if slot.round.drawn_at is None:
        return no(_("Times are given by the lottery first."))
    if slot.supplier_id == supplier.pk:
        return no(_("You already have this time."))
    if slot.supplier_id is not None:
        return no(_("Someone else has just taken this time. Choose another."))
    if slot.offered_to_id not in (None, supplier.pk) and slot.offer_until and now < slot.offer_until:
        return no(_("This time is offered to someone on the waiting list. Choose another."))
    if now >= slot.begins - timedelta(hours=slot.round.change_hours):
        return no(_("It is too late to book this time: it must be booked at least %(hours)s hours before.") % {"hours": slot.round.change_hours})  # fmt: skip
    return YES


def may_give_up(supplier: Supplier, slot: Slot, now: datetime) -> Verdict:
    """Cancel or change a meeting, so early that somebody else can have the time."""
    if slot.supplier_id != supplier.pk:
        return no(_("This is not your meeting."))
    if not (allowed := dialogues.takes_part(slot.round.dialogue)):
        return allowed
    if now >= slot.begins - timedelta(hours=slot.round.change_hours):
        return no(_("It is less than %(hours)s hours until the meeting. Ask those who run the dialogue.") % {"hours": slot.round.change_hours})  # fmt: skip
    return YES


def may_write(actor: Actor, slot: Slot, record: Minutes | None, now: datetime) -> Verdict:
    """Write the minutes of a meeting that has begun, until they are approved."""
    if not (allowed := dialogues.may_carry_out(actor, slot.round.dialogue)):
        return allowed
    if slot.supplier_id is None:
        return no(_("No one has this time."))
    if now < slot.begins:
        return no(_("The meeting has not begun."))
    if record is not None and record.approved_at:
        return no(_("The supplier has approved the minutes. They stay as they are."))
    return YES


def may_read_secret(actor: Actor, record: Minutes) -> Verdict:
    """Read the confidential part."""
    return dialogues.may_read_secrets(actor, record.slot.round.dialogue)


def may_answer(supplier: Supplier, record: Minutes) -> Verdict:
    """Approve minutes, or say what should be changed."""
    if record.slot.supplier_id != supplier.pk or record.sent_at is None:
        return no(_("This is not your meeting."))
    if record.approved_at:
        return no(_("The minutes are approved."))
    return dialogues.is_open(record.slot.round.dialogue)

"""Whether somebody may register for a supplier, ask colleagues in, and leave."""

from datetime import datetime

from django.utils.translation import gettext as _

from nybrott.core.verdict import Verdict, no
from nybrott.dialogues.models import Dialogue, Supplier
from nybrott.dialogues.rules.dialogues import takes_part
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
        return no(_("This supplier takes no part in the dialogue any more."))
    if supplier.people.count() >= MOST_PEOPLE:
        return no(
            _("%(n)s people speak for this supplier already, which is the most there can be.") % {"n": MOST_PEOPLE}
        )
    return takes_part(supplier.dialogue)

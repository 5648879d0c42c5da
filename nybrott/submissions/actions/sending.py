"""A supplier sends its input, or withdraws it, until the deadline. Both stand in the ledger at once, by digest; nobody reads a word."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import VISITOR
from nybrott.core.verdict import Refused, insist
from nybrott.dialogues.actions import enter, hold
from nybrott.dialogues.models import Entry, Representative
from nybrott.journal.actions import record
from nybrott.submissions import letters, rules
from nybrott.submissions.actions.writing import keep_box
from nybrott.submissions.models import Submission
from nybrott.submissions.queries import Mine, document, mine
from nybrott.submissions.states import SUBMISSION, Part


@transaction.atomic
def send_input(*, representative: Representative, named: bool, now: datetime) -> Submission:
    """Send what was written. `now` is when it had come in whole. From here on nobody changes it; until the deadline it can be withdrawn."""
    dialogue = hold(representative.supplier.dialogue)
    representative.supplier.refresh_from_db(fields=["left_at"])
    own = mine(representative)
    insist(rules.may_send(representative.supplier, own.submission, [one.answer for one in own.answers], dialogue, now))
    submission = own.submission
    if submission is None:  # the rule has said no to this already
        raise Refused(_("Nothing is written yet."))
    if lacking := [str(one.number) for one in own.asked if one.own and one.own.lacks_reason]:
        raise Refused(_("Say why it is a trade secret, in the answers numbered: %(numbers)s.") % {"numbers": ", ".join(lacking)})  # fmt: skip
    submission.box = keep_box(dialogue, submission.box)
    submission.state = SUBMISSION.after("send", submission.state)
    submission.named, submission.sent_at, submission.sent_by = named, now, representative
    submission.open_entry = _entered(own, Part.OPEN, now)
    submission.secret_entry = _entered(own, Part.SECRET, now)
    submission.save()
    record(actor=VISITOR, verb="submissions.sent", thing=submission, at=now, letters=[letters.receipt(submission)])
    return submission


def _entered(own: Mine, part: str, now: datetime) -> Entry | None:
    """A part as it was received. Until the opening its digest too is told to nobody: whoever guesses a short answer must not be able to try."""
    whole = document(own.dialogue, own.answers, part)
    submission = own.submission
    if not whole or submission is None:
        return None
    secret = part == Part.SECRET
    with override(own.dialogue.language):
        title = _("Written input, trade secrets") if secret else _("Written input, open part")
    return enter(
        dialogue=own.dialogue, kind="input_secret" if secret else "input_open", thing=submission.secret_thing if secret else submission.thing,
        title=title, giver=own.representative.supplier.key, taker="us", at=now, now=now, content=sha256(whole).hexdigest(), secret=True,
    )  # fmt: skip


@transaction.atomic
def withdraw_input(*, representative: Representative, now: datetime) -> Submission:
    """Take back what was sent. It lies as a draft again, that only the supplier reads."""
    dialogue = hold(representative.supplier.dialogue)
    submission = Submission.objects.filter(supplier=representative.supplier).select_related("box__dialogue", "supplier").first()  # fmt: skip
    insist(rules.may_withdraw(submission, dialogue, now))
    if submission is None:  # the rule has said no to this already
        raise Refused(_("There is nothing sent to withdraw."))
    parts = ((submission.open_entry_id, submission.thing), (submission.secret_entry_id, submission.secret_thing))
    things = tuple(thing for entry, thing in parts if entry)
    submission.state = SUBMISSION.after("withdraw", submission.state)
    submission.save(update_fields=["state"])
    with override(dialogue.language):
        title = _("Written input withdrawn")
    enter(
        dialogue=dialogue, kind="withdrawal", thing=f"w{submission.pk}", title=title, giver=representative.supplier.key, taker="us", at=now, now=now,
        about=things,
    )  # fmt: skip
    told = [letters.withdrawn(submission, representative, now)]
    record(actor=VISITOR, verb="submissions.withdrawn", thing=submission, at=now, letters=told)
    return submission

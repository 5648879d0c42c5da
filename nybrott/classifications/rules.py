"""Who may classify a procurement, what an answer needs, and what is said of a draft that cannot be read."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.classifications.states import Class
from nybrott.core.actor import Actor
from nybrott.core.adviser import CODES
from nybrott.core.adviser import Unreadable as NotADraft
from nybrott.core.verdict import YES, Verdict, no
from nybrott.desk.rules.files import why_not_taken
from nybrott.procurements.models import Procurement
from nybrott.procurements.rules import may_work
from nybrott.sources import Unreadable as NotTaken

MOST_DRAFTS = 20  # of one procurement whose text is kept at a time
LONGEST = 2_000_000  # characters of a draft that are read
LONGEST_PASTED = 200_000

_UNREADABLE: dict[str, Promise] = {
    "large": gettext_lazy("The file is larger than 20 MB. Upload the part that says what is bought and how."),
    "long": gettext_lazy("The draft has more than 2 million characters. Upload the part that says what is bought and how."),
    "pasted": gettext_lazy("The text is too long to paste. Save it as a file, and choose that."),
    "empty": gettext_lazy("There is no text in it."),
    "document-type": gettext_lazy("The file declares a document type of its own (DTD), which can make a small file grow without end. A notice needs none: export it again without."),
    "notice": gettext_lazy("It looks like a notice, but cannot be read as one. Export it as eForms XML, or upload the draft as text."),
    "bytes": gettext_lazy("This is neither text in UTF-8, a Word file (docx) nor a notice. Save it as one of them, or paste the text."),
    "binary": gettext_lazy("This is neither text in UTF-8, a Word file (docx) nor a notice. Save it as one of them, or paste the text."),
    "kind": gettext_lazy("This is neither text in UTF-8, a Word file (docx) nor a notice. Save it as one of them, or paste the text."),
}  # fmt: skip


def why_unreadable(trouble: NotADraft | NotTaken) -> str:
    """The sentence for a draft that is not read."""
    code = {"too-large": "long"}.get(trouble.code, trouble.code)
    if code in _UNREADABLE:
        return str(_UNREADABLE[code])
    return why_not_taken(NotTaken(code))


def may_answer(actor: Actor, procurement: Procurement) -> Verdict:
    """Say what one knows of the signals: those who work on the procurement."""
    return may_work(actor, procurement)


def may_bring(actor: Actor, procurement: Procurement, kept: int) -> Verdict:
    """Bring a draft in; `kept`: drafts whose text is kept already."""
    allowed = may_work(actor, procurement)
    if allowed and kept >= MOST_DRAFTS:
        return no(_("Answer the proposals of the drafts that are here first. At most %(n)s are kept at a time.") % {"n": MOST_DRAFTS})  # fmt: skip
    return allowed


def may_let_go(actor: Actor) -> Verdict:
    """Let texts of drafts go that have waited too long, or whose procurement is over: Nybrott itself, every night."""
    return YES if actor.system else no(_("Texts that have waited too long are deleted automatically."))


def may_answer_code(actor: Actor, procurement: Procurement, code: str, *, confirmed: bool, reason: str) -> Verdict:
    """Confirm or reject a code; a rejection says why."""
    if not (allowed := may_work(actor, procurement)):
        return allowed
    if code not in CODES:
        return no(_("There is no such code in BT-776."))
    return YES if confirmed or reason else no(_("Say why it is rejected."))


def may_choose(actor: Actor, procurement: Procurement, klass: str, reason: str) -> Verdict:
    """Choose the class, with the reason."""
    if not (allowed := may_work(actor, procurement)):
        return allowed
    if klass not in Class.values:
        return no(_("There is no such class."))
    return YES if reason else no(_("Say why it is this class."))

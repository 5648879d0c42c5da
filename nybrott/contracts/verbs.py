"""What the journal says of contracts."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "contracts.written": _("%(actor)s entered the contract “%(thing)s”."),
    "contracts.changed": _("%(actor)s changed the contract “%(thing)s”."),
    "contracts.removed": _("%(actor)s removed the contract “%(thing)s”, which was entered by mistake."),
    "contracts.supplier_written": _("%(actor)s entered a supplier of the contract “%(thing)s”: %(name)s."),
    "contracts.supplier_removed": _("%(actor)s took a supplier out of the contract “%(thing)s”: %(name)s."),
    "contracts.yardstick_chosen": _("%(actor)s chose what the contract “%(thing)s” is tried against: %(name)s."),
    "contracts.milestone_set": _("%(actor)s set the milestone “%(thing)s”."),
    "contracts.milestone_changed": _("%(actor)s changed the milestone “%(thing)s”."),
    "contracts.milestone_reached": _("%(actor)s noted that the milestone “%(thing)s” is reached: %(reason)s"),
    "contracts.milestone_moved": _("%(actor)s moved the milestone “%(thing)s” to %(after)s: %(reason)s"),
    "contracts.milestone_dropped": _("%(actor)s dropped the milestone “%(thing)s”: %(reason)s"),
    "contracts.milestone_reopened": _("%(actor)s took up the milestone “%(thing)s” again."),
    "contracts.tested": _("%(actor)s entered a result of the trial of “%(thing)s”: %(outcome)s."),
    "contracts.answered": _("%(actor)s answered the questions at the end of development of “%(thing)s”."),
    "contracts.decided": _("%(actor)s decided about “%(thing)s” (%(decision)s): %(reason)s"),
    "contracts.taken_up": _("%(actor)s took the decision about “%(thing)s” up again: %(reason)s"),
    "contracts.let_lie": _("%(actor)s left the market dialogue “%(thing)s” without further action: %(reason)s"),
    "contracts.patience_set": _("%(actor)s set how many months something waits before it is in the pilot graveyard: %(after)s."),
}  # fmt: skip

FACTS: dict[str, Promise] = {
    "day": _("day"),
    "decision": _("decision"),
    "missing": _("what is not answered"),
}

"""What the journal says of guidance. Never what the two wrote to each other, nor why somebody said no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    # pairs
    "guidance.chosen": _("%(actor)s chose by hand whom %(name)s is to be paired with in “%(thing)s”."),
    "guidance.released": _("%(actor)s let the proposal decide whom %(name)s is to be paired with in “%(thing)s”."),
    "guidance.proposed": _("%(actor)s proposed %(count)s pairs in “%(thing)s”."),
    "guidance.accepted": _("%(actor)s said yes to the pair %(thing)s."),
    "guidance.stands": _("The pair %(thing)s stands: both have said yes."),
    "guidance.declined": _("%(actor)s said no to the pair %(thing)s."),
    "guidance.ended": _("%(actor)s ended the pair %(thing)s."),
    "guidance.reminded": _("%(actor)s reminded those who had not answered whether they will be the pair %(thing)s."),
    # sessions
}

FACTS: dict[str, Promise] = {}

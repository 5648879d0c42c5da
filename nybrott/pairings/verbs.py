"""What the journal says of pairs. Never why somebody said no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "pairings.chosen": _("%(actor)s chose by hand who %(name)s will be paired with in “%(thing)s”."),
    "pairings.released": _("%(actor)s let the proposal decide who %(name)s will be paired with in “%(thing)s”."),
    "pairings.proposed": _("%(actor)s proposed %(count)s pairs in “%(thing)s”."),
    "pairings.accepted": _("%(actor)s said yes to the pair %(thing)s."),
    "pairings.stands": _("The pair %(thing)s is agreed: both have said yes."),
    "pairings.declined": _("%(actor)s said no to the pair %(thing)s."),
    "pairings.ended": _("%(actor)s ended the pair %(thing)s."),
    "pairings.reminded": _("%(actor)s reminded those who had not answered whether they will be the pair %(thing)s."),
}

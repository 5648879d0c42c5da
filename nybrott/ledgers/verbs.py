"""What the journal says of equal treatment."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "ledgers.caught_up": _("%(actor)s sent %(name)s what it had missed in the market dialogue “%(thing)s”."),
    "ledgers.heads_published": _("%(actor)s published the seal of the ledger of the market dialogue “%(thing)s”."),
}

FACTS: dict[str, Promise] = {
    "things": _("things it was sent"),
    "days": _("days"),
}

"""What the journal says of the radar."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "renewals.challenge_made": _("%(actor)s made a challenge of a contract that runs out: %(thing)s"),
    "renewals.dismissed": _("%(actor)s dismissed a contract that runs out, %(thing)s: %(reason)s"),
    "renewals.taken_up": _("%(actor)s took up again a contract that runs out: %(thing)s"),
    "renewals.buyer_chosen": _("%(actor)s said which buyer in the notices the organisation is: %(thing)s"),
}

"""What the journal says of procurements."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "procurements.planned": _("%(actor)s put %(thing)s in the plan."),
    "procurements.described": _("%(actor)s changed the details of %(thing)s."),
    "procurements.joined": _("%(actor)s said what %(thing)s answers."),
    "procurements.moved": _("%(actor)s moved %(thing)s on: %(name)s."),
    "procurements.stopped": _("%(actor)s stopped %(thing)s: %(reason)s"),
    "procurements.taken_up": _("%(actor)s took %(thing)s up again."),
    "procurements.view_saved": _("%(actor)s saved the view %(thing)s."),
    "procurements.view_forgotten": _("%(actor)s deleted the view %(thing)s."),
}

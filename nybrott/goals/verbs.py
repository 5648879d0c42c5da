"""What the journal says of goals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "goals.proposed": _("%(actor)s proposed the goal “%(thing)s”."),
    "goals.changed": _("%(actor)s changed the goal “%(thing)s”."),
    "goals.decided": _("%(actor)s recorded that the goal “%(thing)s” was decided on %(day)s."),
    "goals.measured": _("%(actor)s entered a reading of the goal “%(thing)s” for %(day)s."),
    "goals.corrected": _("%(actor)s corrected a reading of the goal “%(thing)s” for %(day)s."),
    "goals.reviewed": _("%(actor)s looked again at the goal “%(thing)s”."),
    "goals.ended": _("%(actor)s ended the goal “%(thing)s”."),
}
FACTS: dict[str, Promise] = {"day": _("day"), "before": _("before"), "value": _("value"), "reason": _("reason")}

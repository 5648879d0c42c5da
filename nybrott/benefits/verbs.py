"""What the journal says of benefits."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "benefits.added": _("%(actor)s added the benefit “%(thing)s”."),
    "benefits.changed": _("%(actor)s changed the details of the benefit “%(thing)s”."),
    "benefits.baseline_set": _("%(actor)s recorded how it was before for “%(thing)s”: %(value)s"),
    "benefits.baseline_none": _("%(actor)s noted that “%(thing)s” has no baseline: %(none_because)s"),
    "benefits.estimated": _("%(actor)s estimated “%(thing)s”: %(value)s (%(low)s to %(high)s)"),
    "benefits.measured": _("%(actor)s measured “%(thing)s”: %(value)s"),
    "benefits.corrected": _("%(actor)s corrected a measurement of “%(thing)s”: %(value)s – %(reason)s"),
    "benefits.let_go": _("%(actor)s let go of the benefit “%(thing)s”: %(reason)s"),
    "benefits.reminded": _("It is time to measure “%(thing)s”; months since it was put to use: %(count)s."),
}

"""What the journal says of same needs and buyers' groups."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "groups.consented": _("%(actor)s let our verified problem statements be compared in the network %(thing)s."),
    "groups.consent_withdrawn": _("%(actor)s ended the comparison of our problem statements in the network %(thing)s."),
    "groups.same_said": _("%(actor)s said that %(organisation)s has the same need as “%(thing)s”."),
    "groups.not_same_said": _("%(actor)s said that what %(organisation)s struggles with is another need than “%(thing)s”."),
}  # fmt: skip
FACTS: dict[str, Promise] = {"organisation": _("organisation"), "reason": _("reason"), "theirs": _("their question")}

"""What the journal says of official notices of procurements."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "competitions.numbered": _("%(actor)s gave the number of an official notice for “%(thing)s”: %(name)s"),
    "competitions.confirmed": _("%(actor)s said that an official notice belongs to “%(thing)s”: %(name)s"),
    "competitions.rejected": _("%(actor)s said that an official notice does not belong to “%(thing)s”: %(name)s"),
    "competitions.found": _("%(actor)s looked for official notices for “%(thing)s”. New ones that belong to it: %(count)s. Suggestions: %(suggestions)s."),
}  # fmt: skip

FACTS: dict[str, Promise] = {"suggestions": _("suggestions")}

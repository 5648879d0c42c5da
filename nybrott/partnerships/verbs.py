"""What the journal says happened between the members of a network."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "partnerships.shared": _("%(actor)s shared “%(thing)s” with the network %(network)s."),
    "partnerships.took_back": _("%(actor)s no longer shares “%(thing)s” with the network %(network)s."),
    "partnerships.began": _("%(actor)s began the report %(thing)s."),
    "partnerships.wrote": _("%(actor)s edited the report %(thing)s."),
    "partnerships.counted": _("%(actor)s counted the report %(thing)s again."),
    "partnerships.asked": _("%(actor)s asked the members to look at their rows in the report %(thing)s."),
    "partnerships.confirmed": _("%(actor)s confirmed the rows %(thing)s."),
    "partnerships.corrected": _("%(actor)s corrected the rows %(thing)s."),
    "partnerships.took_answer_back": _("%(actor)s took back the answer to the rows %(thing)s."),
    "partnerships.published": _("%(actor)s published the report %(thing)s."),
}

FACTS: dict[str, Promise] = {
    "network": _("network"),
    "year": _("year"),
    "number": _("version"),
    "digest": _("check sum"),
    "because": _("reason"),
    "deadline": _("deadline"),
    "note": _("what was wrong"),
    "said": _("numbers given"),
}

"""The words the journal has for what happens in this room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "notices.judged": _("%(actor)s judged a candidate in “%(thing)s”."),
    "notices.judged_anew": _("%(actor)s changed an answer about a candidate in “%(thing)s”."),
    "notices.import_asked": _("%(actor)s brought notices in: “%(thing)s”."),
    "notices.imported": _("The notices of “%(thing)s” are in the figures now."),
    "notices.import_failed": _("The notices of “%(thing)s” could not be brought in."),
    "notices.import_tried_again": _("%(actor)s asked to bring “%(thing)s” in again."),
    "notices.import_taken_back": _("%(actor)s took back the import “%(thing)s”."),
    "notices.import_left": _("The notices of “%(thing)s” are out of the figures again."),
    "notices.import_stayed": _("“%(thing)s” could not be taken back; its notices are still in the figures."),
}

FACTS: dict[str, Promise] = {
    "source": _("source"),
    "read": _("read"),
    "new": _("new"),
    "already": _("already there"),
    "refused": _("could not be read"),
    "sign": _("sign"),
    "notice": _("notice"),
}

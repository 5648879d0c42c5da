"""What the journal says of how needs hang together."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "themes.linked_same": _("%(actor)s said that the need %(thing)s is the same as “%(name)s”."),
    "themes.linked_part": _("%(actor)s said that the need %(thing)s is a part of “%(name)s”."),
    "themes.linked_causes": _("%(actor)s said that the need %(thing)s causes “%(name)s”."),
    "themes.undone_same": _("%(actor)s took back that the need %(thing)s is the same as “%(name)s”."),
    "themes.undone_part": _("%(actor)s took back that the need %(thing)s is a part of “%(name)s”."),
    "themes.undone_causes": _("%(actor)s took back that the need %(thing)s causes “%(name)s”."),
    "themes.told_apart": _("%(actor)s said that the need %(thing)s is not like “%(name)s”: %(reason)s"),
    "themes.likely_again": _("%(actor)s took back that the need %(thing)s is not like “%(name)s”."),
    "themes.named": _("%(actor)s named the theme of %(thing)s “%(name)s”."),
    "themes.unnamed": _("%(actor)s removed the name “%(name)s” from the theme of %(thing)s."),
}

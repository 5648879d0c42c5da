"""What the journal says of market dialogues."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "dialogues.begun": _("%(actor)s began to plan the market dialogue “%(thing)s”."),
    "dialogues.written": _("%(actor)s wrote the market dialogue “%(thing)s” anew."),
    "dialogues.announced": _("%(actor)s announced the market dialogue “%(thing)s”."),
    "dialogues.ended": _("%(actor)s ended the market dialogue “%(thing)s”."),
    "dialogues.went_on": _("%(actor)s took up the market dialogue “%(thing)s” again."),
    "dialogues.locked": _("%(actor)s locked the market dialogue “%(thing)s”: %(reason)s"),
    "dialogues.called_off": _("%(actor)s called off the market dialogue “%(thing)s”: %(reason)s"),
}

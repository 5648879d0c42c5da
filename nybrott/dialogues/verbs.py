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
    "dialogues.item_written": _("%(actor)s wrote information for suppliers, “%(thing)s”."),
    "dialogues.item_removed": _("%(actor)s removed information for suppliers that nobody had seen, “%(thing)s”."),
    "dialogues.item_shown": _("%(actor)s showed all suppliers the information “%(thing)s”."),
    "dialogues.question_asked": _("A supplier asked question %(number)s in the market dialogue “%(thing)s”."),
    "dialogues.question_noted": _("%(actor)s wrote down question %(number)s in the market dialogue “%(thing)s”."),
    "dialogues.question_answered": _(
        "%(actor)s answered question %(number)s to all suppliers in the market dialogue “%(thing)s”."
    ),
    "dialogues.question_joined": _(
        "%(actor)s pointed question %(number)s to the answer to question %(other)s in the market dialogue “%(thing)s”."
    ),
    "dialogues.contact_noted": _("%(actor)s wrote down a contact with the supplier %(thing)s."),
    "dialogues.contact_brought_in": _(
        "%(actor)s brought a contact with %(thing)s into the market dialogue “%(title)s”."
    ),
    "dialogues.contact_shared": _("%(actor)s shared with all suppliers what %(thing)s was told."),
    "dialogues.contact_not_shared": _("%(actor)s noted why what %(thing)s was told is not shared: %(reason)s"),
}

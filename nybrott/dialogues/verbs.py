"""What the journal says of market dialogues."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "dialogues.begun": _("%(actor)s began to plan the market dialogue “%(thing)s”."),
    "dialogues.written": _("%(actor)s rewrote the market dialogue “%(thing)s”."),
    "dialogues.planned": _("%(actor)s set the dates of the market dialogue “%(thing)s”."),
    "dialogues.part_given": _("%(actor)s gave %(name)s a part in the market dialogue “%(thing)s”: %(part)s"),
    "dialogues.part_taken": _("%(actor)s took a part in the market dialogue “%(thing)s” from %(name)s: %(part)s"),
    "dialogues.no_conflict_declared": _(
        "%(actor)s declared no conflict of interest in the market dialogue “%(thing)s”."
    ),
    "dialogues.conflict_declared": _(
        "%(actor)s reported a possible conflict of interest in the market dialogue “%(thing)s”."
    ),
    "dialogues.conflict_met": _(
        "%(actor)s wrote what is done about %(name)s’s conflict of interest in the market dialogue “%(thing)s”."
    ),
    "dialogues.market_asked": _("%(actor)s asked the market in “%(thing)s”: “%(name)s”"),
    "dialogues.question_moved": _("%(actor)s moved the question “%(name)s” in the market dialogue “%(thing)s”."),
    "dialogues.question_removed": _("%(actor)s took the question “%(name)s” out of the market dialogue “%(thing)s”."),
    "dialogues.registration_asked": _("Someone asked to take part in the market dialogue “%(thing)s”."),
    "dialogues.registered": _("Someone started to speak for %(name)s in the market dialogue “%(thing)s”."),
    "dialogues.registration_waits": _("Someone wants to speak for %(name)s in the market dialogue “%(thing)s”."),
    "dialogues.turned_away": _(
        "%(actor)s said that someone does not speak for %(name)s in the market dialogue “%(thing)s”."
    ),
    "dialogues.nobody_answered": _(
        "No one said in time whether someone speaks for %(name)s in the market dialogue “%(thing)s”."
    ),
    "dialogues.link_sent_by_us": _(
        "%(actor)s sent a person who speaks for %(name)s a new link in the market dialogue “%(thing)s”."
    ),
    "dialogues.speaks_no_more": _(
        "%(actor)s ended someone’s right to speak for %(name)s in the market dialogue “%(thing)s”: %(reason)s"
    ),
    "dialogues.came_back": _("%(name)s came back to the market dialogue “%(thing)s”."),
    "dialogues.link_sent": _("A supplier was sent a new link to its page in the market dialogue “%(thing)s”."),
    "dialogues.left": _("%(name)s left the market dialogue “%(thing)s”."),
    "dialogues.announced": _("%(actor)s announced the market dialogue “%(thing)s”."),
    "dialogues.ended": _("%(actor)s ended the market dialogue “%(thing)s”."),
    "dialogues.went_on": _("%(actor)s took up the market dialogue “%(thing)s” again."),
    "dialogues.locked": _("%(actor)s locked the market dialogue “%(thing)s”: %(reason)s"),
    "dialogues.called_off": _("%(actor)s called off the market dialogue “%(thing)s”: %(reason)s"),
}

FACTS: dict[str, Promise] = {
    "part": _("part in the dialogue"),
}

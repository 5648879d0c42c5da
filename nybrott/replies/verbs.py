"""What the journal says of replies to those who told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "replies.begun": _("%(actor)s began a reply to those who told about %(thing)s."),
    "replies.written": _("%(actor)s changed the reply to those who told about %(thing)s."),
    "replies.held": _("%(actor)s prepared %(letters)s letters about %(thing)s, held to be read first."),
    "replies.let_go": _("%(actor)s told those who asked to hear about %(thing)s: %(letters)s letters."),
    "replies.dropped": _("%(actor)s dropped a reply to those who told about %(thing)s."),
    "replies.published": _("%(actor)s put a reply on the public page of %(thing)s."),
    "replies.unpublished": _("%(actor)s took a reply off the public page of %(thing)s."),
    "replies.answered": _("%(actor)s answered someone who told about %(thing)s."),
    "replies.better_planned": _("%(actor)s chose when to ask whether things have got better with %(thing)s: %(day)s."),
    "replies.said_understood": _("Someone who told about %(thing)s said whether they feel understood."),
    "replies.said_better": _("Someone who told about %(thing)s said whether things have got better."),
    "replies.stopped": _("Someone who told about %(thing)s wants no more letters. Their address has been deleted."),
    "replies.addresses_forgotten": _(
        "%(addresses)s addresses of those who asked to hear were deleted; the last letter had gone."
    ),
    "replies.quarter_measured": _("How users were met in the quarter from %(day)s was counted for %(thing)s."),
}

FACTS: dict[str, Promise] = {
    "addresses": _("addresses"),
    "day": _("day"),
}

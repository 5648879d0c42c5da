"""What the journal says of feedback after market dialogues."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "feedback.promised": _("%(actor)s promised the suppliers in the market dialogue “%(thing)s” feedback by %(day)s."),
    "feedback.written": _("%(actor)s wrote feedback to the suppliers in the market dialogue “%(thing)s”."),
    "feedback.dropped": _("%(actor)s threw away a draft of feedback in the market dialogue “%(thing)s”."),
    "feedback.sent": _("%(actor)s sent feedback to everyone who took part in the market dialogue “%(thing)s”: %(letters)s letters."),
    "feedback.said": _("Someone who took part said whether the market dialogue “%(thing)s” was worth their time."),
}  # fmt: skip

"""What the journal says of invitations."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "invitations.brief_given": _("%(actor)s gave everyone version %(version)s of the brief for the market dialogue “%(thing)s”."),
    "invitations.notice_named": _("%(actor)s recorded the official notice %(number)s of the market dialogue “%(thing)s”."),
    "invitations.asked": _("Someone asked for letters about new market dialogues."),
    "invitations.followed": _("Someone confirmed that they want letters about new market dialogues."),
    "invitations.stopped": _("Someone stopped their letters about new market dialogues."),
    "invitations.spread": _("Those who follow market dialogues were told about “%(thing)s”: %(letters)s letters."),
}  # fmt: skip

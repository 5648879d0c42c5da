"""What the journal says of cases."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "cases.begun": _("%(actor)s began the case “%(thing)s”."),
    "cases.written": _("%(actor)s edited the case “%(thing)s”."),
    "cases.review_asked": _("%(actor)s asked %(who)s to review the case “%(thing)s”."),
    "cases.sent_back": _("%(actor)s sent the case “%(thing)s” back with remarks."),
    "cases.approved": _("%(actor)s reviewed the case “%(thing)s” and said yes."),
    "cases.taken_back": _("%(actor)s took the case “%(thing)s” back to edit it."),
    "cases.published": _("%(actor)s published version %(number)s of the case “%(thing)s”."),
    "cases.taken_down": _("%(actor)s took the case “%(thing)s” down: %(reason)s"),
    "cases.narrowed": _("%(actor)s shows the case “%(thing)s” to fewer."),
    "cases.dropped": _("%(actor)s deleted the draft of the case “%(thing)s”."),
    "cases.named": _("%(actor)s added someone who is named in the case “%(thing)s”."),
    "cases.settled": _("%(actor)s answered who is not meant in the case “%(thing)s”."),
    "cases.recognised": _("%(actor)s answered who is meant in the case “%(thing)s”."),
    "cases.unnamed": _("%(actor)s took someone who was named out of the case “%(thing)s”."),
    "cases.consent_asked": _("%(actor)s asked someone named in the case “%(thing)s” whether they may be named."),
    "cases.consent_answered": _("Someone named in the case “%(thing)s” answered."),
    "cases.consent_withdrawn": _("Someone named in the case “%(thing)s” withdrew, and is no longer named."),
}
FACTS: dict[str, Promise] = {
    "number": _("version"),
    "reason": _("reason"),
    "who": _("who"),
    "level": _("who may read it"),
    "because": _("why there is a new version"),
}

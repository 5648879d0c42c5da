"""What the journal says of peer challenges."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "peerreviews.prepared": _("%(actor)s prepared a peer challenge of “%(thing)s”."),
    "peerreviews.changed": _("%(actor)s changed the peer challenge of “%(thing)s”."),
    "peerreviews.opened": _("%(actor)s invited others to challenge “%(thing)s”."),
    "peerreviews.invited": _("%(actor)s invites us to challenge “%(thing)s”."),
    "peerreviews.sent": _("%(actor)s sent an answer to “%(thing)s”."),
    "peerreviews.received": _("%(actor)s sent an answer to the challenge of “%(thing)s”."),
    "peerreviews.asked": _("%(actor)s asked for clarity about “%(thing)s”."),
    "peerreviews.was_asked": _("%(actor)s asks for clarity about “%(thing)s”."),
    "peerreviews.cleared": _("%(actor)s answered a question for clarity about “%(thing)s”."),
    "peerreviews.closed": _("The peer challenge of “%(thing)s” takes no more answers."),
    "peerreviews.decided": _("%(actor)s said what became of a point about “%(thing)s”."),
    "peerreviews.finished": _("%(actor)s told those who challenged “%(thing)s” what was changed."),
    "peerreviews.heard": _("%(actor)s told us what was changed because of our answer to “%(thing)s”."),
    "peerreviews.told": _("%(actor)s invites everyone here to challenge “%(thing)s”."),
    "peerreviews.declined": _("%(actor)s said that we cannot challenge “%(thing)s” this time."),
    "peerreviews.was_declined": _("%(actor)s cannot challenge “%(thing)s” this time."),
    "peerreviews.reminded": _("We were reminded that answers to “%(thing)s” are taken for only a few more days."),
    "peerreviews.gone": _("We left the network, and are no longer asked to challenge “%(thing)s”."),
    "peerreviews.lost": _("%(actor)s left the network, and is no longer asked to challenge “%(thing)s”."),
    "peerreviews.withdrawn": _("%(actor)s withdrew the peer challenge of “%(thing)s”."),
}
FACTS: dict[str, Promise] = {
    "outcome": _("what came of it"),
    "deadline": _("answers by"),
    "invited": _("invited"),
    "answers": _("answers"),
}

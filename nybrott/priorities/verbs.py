"""What the journal says of rounds. Never what somebody scored."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "priorities.begun": _("%(actor)s began the round %(thing)s."),
    "priorities.prepared": _("%(actor)s prepared the round %(thing)s."),
    "priorities.opened": _("%(actor)s opened the round %(thing)s and asked people to score."),
    "priorities.asked_more": _("%(actor)s asked more people to score in %(thing)s."),
    "priorities.deadline_moved": _("%(actor)s moved the last day of %(thing)s to %(name)s."),
    "priorities.reminded": _("%(actor)s reminded those who had not scored in %(thing)s."),
    "priorities.scored": _("%(actor)s saved scores in %(thing)s."),
    "priorities.looked_through": _("%(actor)s looked through their scores in %(thing)s."),
    "priorities.closed": _("%(actor)s ended the scoring in %(thing)s."),
    "priorities.reopened": _("%(actor)s opened %(thing)s for scores again."),
    "priorities.shown": _("%(actor)s showed the scores of %(thing)s: %(scorers)s of %(asked)s had scored."),
    "priorities.opened_again": _("%(actor)s opened a second pass of %(thing)s."),
    "priorities.decided_go": _("%(actor)s decided to go ahead with the need %(thing)s."),
    "priorities.decided_wait": _("%(actor)s decided to wait with the need %(thing)s."),
    "priorities.decided_not": _("%(actor)s decided to leave the need %(thing)s."),
    "priorities.decided_other": _("%(actor)s decided on another way for the need %(thing)s."),
    "priorities.finished": _("%(actor)s ended the round %(thing)s with its decisions."),
    "priorities.called_off": _("%(actor)s cancelled the round %(thing)s: %(reason)s"),
}

FACTS: dict[str, Promise] = {
    "needs": _("needs"),
    "criteria": _("criteria"),
    "people": _("people"),
    "pass": _("pass"),
    "asked": _("were asked"),
    "scorers": _("had scored"),
    "round": _("round of prioritising"),
    "go": _("to go ahead with"),
    "wait": _("to wait with"),
    "not": _("to leave"),
    "other": _("another way"),
}

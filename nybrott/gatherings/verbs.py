"""What the journal says of gatherings, of work with colleagues and of competence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "gatherings.planned": _("%(actor)s planned the gathering “%(thing)s”."),
    "gatherings.changed": _("%(actor)s changed the plan of the gathering “%(thing)s”."),
    "gatherings.called_off": _("%(actor)s called off the gathering “%(thing)s”: %(reason)s"),
    "gatherings.planned_again": _("%(actor)s took the gathering “%(thing)s” up again."),
    "gatherings.asked": _("%(actor)s asked %(count)s people to the gathering “%(thing)s”."),
    "gatherings.comes": _("%(actor)s is coming to the gathering “%(thing)s”."),
    "gatherings.declines": _("%(actor)s cannot come to the gathering “%(thing)s”."),
    "gatherings.checked_in": _("%(actor)s is at the gathering “%(thing)s”."),
    "gatherings.ticked": _("%(actor)s noted that %(count)s people were at the gathering “%(thing)s”."),
    "gatherings.began": _("%(actor)s started the gathering “%(thing)s”."),
    "gatherings.went_to": _("%(actor)s went to the story “%(name)s” in the gathering “%(thing)s”."),
    "gatherings.ended": _("%(actor)s ended the gathering “%(thing)s”."),
    "gatherings.went_on": _("%(actor)s let the gathering “%(thing)s” continue."),
    "gatherings.story_brought": _("%(actor)s brought the story “%(thing)s”."),
    "gatherings.story_changed": _("%(actor)s changed the story “%(thing)s”."),
    "gatherings.story_moved": _("%(actor)s moved the story “%(name)s” in the gathering “%(thing)s”."),
    "gatherings.story_removed": _("%(actor)s took the story “%(name)s” out of the gathering “%(thing)s”."),
    "gatherings.decided": _("It was decided at the gathering “%(thing)s”: %(name)s"),
    "gatherings.outcome_told": _("%(actor)s said what came of “%(name)s” from the gathering “%(thing)s”."),
    "gatherings.outreach_logged": _("%(actor)s recorded work with colleagues: “%(thing)s”."),
    "gatherings.outreach_changed": _("%(actor)s changed the record of the work with colleagues “%(thing)s”."),
    "gatherings.outreach_removed": _("%(actor)s deleted the record of the work with colleagues “%(thing)s”."),
    "gatherings.declared": _("%(actor)s said which method they know: %(thing)s."),
    "gatherings.declared_no_more": _("%(actor)s took back which method they know: %(thing)s."),
}
FACTS: dict[str, Promise] = {
    "outcome": _("what came of the decision"),
}

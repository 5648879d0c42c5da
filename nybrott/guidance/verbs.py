"""What the journal says of guidance. Never what the two wrote to each other."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    # sessions
    "guidance.booked": _("%(actor)s booked a session of guidance for %(thing)s."),
    "guidance.moved": _("%(actor)s moved a session of guidance for %(thing)s."),
    "guidance.changed": _("%(actor)s changed what a session of guidance for %(thing)s is about."),
    "guidance.called_off": _("%(actor)s called off a session of guidance for %(thing)s."),
    "guidance.held": _("%(actor)s noted that a session of guidance for %(thing)s was held."),
    "guidance.missed": _("%(actor)s noted that someone did not come to a session of guidance for %(thing)s."),
    "guidance.corrected": _("%(actor)s corrected how long a session of guidance for %(thing)s took."),
    "guidance.agenda_written": _("%(actor)s changed the agenda of a session of guidance for %(thing)s."),
    "guidance.session_reminded": _("%(thing)s were reminded of a session of guidance."),
    "guidance.noted": _("%(actor)s wrote a note of guidance for %(thing)s."),
    "guidance.note_changed": _("%(actor)s changed a note of guidance for %(thing)s."),
    "guidance.note_removed": _("%(actor)s deleted a note of guidance for %(thing)s."),
    "guidance.agreed": _("%(actor)s and the other person in the pair agreed on “%(thing)s”."),
    "guidance.step_done": _("“%(thing)s”, agreed in guidance, is done."),
    "guidance.step_dropped": _("“%(thing)s”, agreed in guidance, was dropped."),
    "guidance.step_reopened": _("“%(thing)s”, agreed in guidance, is to be done after all."),
    # times
    "guidance.terms_set": _("%(thing)s said how they can be booked for guidance."),
    "guidance.times_set": _("%(thing)s changed when they can be booked for guidance."),
    "guidance.times_asked": _("%(actor)s asked for times of guidance for %(thing)s."),
    "guidance.calendar_opened": _("%(actor)s made a calendar address of their own."),
    "guidance.calendar_closed": _("%(actor)s closed their calendar address."),
}

FACTS: dict[str, Promise] = {}

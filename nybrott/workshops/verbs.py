"""What the journal says of workshops. Who wrote or voted what does not stand there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "workshops.planned": _("%(actor)s planned the workshop “%(thing)s”."),
    "workshops.changed": _("%(actor)s changed the plan of the workshop “%(thing)s”."),
    "workshops.called_off": _("%(actor)s cancelled the workshop “%(thing)s”: %(reason)s"),
    "workshops.planned_again": _("%(actor)s took the workshop “%(thing)s” up again."),
    "workshops.step_added": _("%(actor)s added “%(name)s” to the workshop “%(thing)s”."),
    "workshops.step_changed": _("%(actor)s changed “%(name)s” in the workshop “%(thing)s”."),
    "workshops.step_moved": _("%(actor)s moved “%(name)s” in the workshop “%(thing)s”."),
    "workshops.step_removed": _("%(actor)s removed “%(name)s” from the workshop “%(thing)s”."),
    "workshops.asked": _("%(actor)s invited %(count)s colleagues to the workshop “%(thing)s”."),
    "workshops.comes": _("%(actor)s is coming to the workshop “%(thing)s”."),
    "workshops.waits": _("%(actor)s is waiting for a seat in the workshop “%(thing)s”."),
    "workshops.declines": _("%(actor)s cannot come to the workshop “%(thing)s”."),
    "workshops.taken_out": _("%(actor)s removed %(name)s from the workshop “%(thing)s”."),
    "workshops.moved_up": _("%(count)s got a seat in the workshop “%(thing)s” from the waiting list."),
    "workshops.came_in": _("Someone joined the workshop “%(thing)s” with its code."),
    "workshops.left": _("Someone left the workshop “%(thing)s”."),
    "workshops.started": _("%(actor)s began the workshop “%(thing)s”."),
    "workshops.went_to": _("%(actor)s moved to “%(name)s” in the workshop “%(thing)s”."),
    "workshops.gave_time": _("%(actor)s changed the time of “%(name)s” in the workshop “%(thing)s”."),
    "workshops.shared": _("%(actor)s shared what came up in “%(name)s” in the workshop “%(thing)s”."),
    "workshops.ended": _("%(actor)s ended the workshop “%(thing)s”."),
    "workshops.went_on": _("%(actor)s let the workshop “%(thing)s” continue."),
    "workshops.put_together": _("%(actor)s put %(count)s notes together as “%(name)s” in the workshop “%(thing)s”."),
    "workshops.group_named": _("%(actor)s renamed “%(before)s” to “%(after)s” in the workshop “%(thing)s”."),
    "workshops.taken_apart": _("%(actor)s split up “%(name)s” in the workshop “%(thing)s”."),
    "workshops.notes_landed": _("%(actor)s kept %(count)s notes from the workshop “%(thing)s” as evidence."),
    "workshops.group_landed": _("%(actor)s wrote “%(name)s” from the workshop “%(thing)s” as an insight."),
}

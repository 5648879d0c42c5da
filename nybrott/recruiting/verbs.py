"""What the journal says of recruiting."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "recruiting.call_opened": _("%(actor)s opened the call for “%(thing)s”."),
    "recruiting.call_changed": _("%(actor)s changed the call for “%(thing)s”."),
    "recruiting.signed_up": _("%(thing)s signed up for a run."),
    "recruiting.part_changed": _("%(actor)s changed the details of %(thing)s in a run."),
    "recruiting.leader_asked": _("%(actor)s asked a leader to approve %(thing)s's time: %(name)s."),
    "recruiting.leaders_asked": _("%(actor)s asked leaders to approve the time of %(count)s people in “%(thing)s”."),
    "recruiting.leader_reminded": _("%(name)s was reminded to say yes or no to %(thing)s's time."),
    "recruiting.leader_agreed": _("%(actor)s said yes to %(thing)s's time."),
    "recruiting.leader_declined": _("%(actor)s said no to %(thing)s's time."),
    "recruiting.taken_in": _("%(thing)s got a place in a run."),
    "recruiting.waits": _("%(thing)s was put on the waiting list of a run."),
    "recruiting.withdrawn": _("%(thing)s no longer wants to take part in a run."),
    "recruiting.left": _("%(thing)s no longer takes part in a run."),
    "recruiting.put_in": _("%(actor)s put %(thing)s on the list of a run after the deadline."),
    "recruiting.put_up": _("%(actor)s put %(thing)s on the list of a run."),
    "recruiting.people_brought": _("%(actor)s brought %(count)s people into “%(thing)s” from a list."),
    "recruiting.offered": _("%(actor)s asked %(thing)s to be a mentor."),
    "recruiting.offer_accepted": _("%(thing)s said yes to being a mentor."),
}

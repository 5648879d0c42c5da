"""What the journal says of one-to-one meetings."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "meetings.planned": _("%(actor)s set the rules of the meetings in “%(thing)s”."),
    "meetings.times_added": _("%(actor)s added times for meetings in “%(thing)s”: %(count)s."),
    "meetings.time_removed": _("%(actor)s removed a time for a meeting in “%(thing)s”."),
    "meetings.published": _("%(actor)s published the rules of the meetings in “%(thing)s”."),
    "meetings.closed": _("%(actor)s closed the list of the meetings in “%(thing)s”."),
    "meetings.drawn": _("%(actor)s typed the value %(value)s, and the meetings in “%(thing)s” were drawn."),
    "meetings.applied": _("%(thing)s applied for a meeting."),
    "meetings.stopped_waiting": _("%(thing)s is no longer waiting for a meeting."),
    "meetings.booked": _("%(supplier)s booked the meeting %(thing)s."),
    "meetings.moved": _("%(supplier)s moved its meeting to %(thing)s."),
    "meetings.cancelled": _("%(supplier)s cancelled the meeting %(thing)s."),
    "meetings.offered_on": _("The time %(thing)s was offered to the next on the waiting list, or is free."),
    "meetings.reminded": _("%(supplier)s was reminded of the meeting %(thing)s."),
    "meetings.asked_to_approve": _("The supplier was reminded of the minutes of the meeting %(thing)s."),
    "meetings.minutes_written": _("%(actor)s wrote minutes of the meeting %(thing)s."),
    "meetings.minutes_sent": _("%(actor)s sent the minutes of the meeting %(thing)s to the supplier."),
    "meetings.minutes_remarked": _("The supplier wants the minutes of the meeting %(thing)s changed."),
    "meetings.minutes_approved": _("The supplier approved the minutes of the meeting %(thing)s. The open part is published."),
    "meetings.secret_read": _("%(actor)s read the confidential minutes of the meeting %(thing)s."),
}  # fmt: skip

FACTS: dict[str, Promise] = {"count": _("times"), "supplier": _("supplier"), "value": _("value")}

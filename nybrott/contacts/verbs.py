"""What the journal says of contact points and talks. The other organisation is named, its people never."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "contacts.named": _("%(actor)s named a contact point for “%(thing)s”."),
    "contacts.agreed": _("%(actor)s agreed to be a contact point for “%(thing)s”."),
    "contacts.refused": _("%(actor)s did not want to be a contact point for “%(thing)s”."),
    "contacts.ended": _("%(actor)s ended the contact point for “%(thing)s”."),
    "contacts.asked": _("%(actor)s asked %(other)s for a talk about “%(thing)s”."),
    "contacts.was_asked": _("%(actor)s asked for a talk about “%(thing)s”."),
    "contacts.said_yes": _("%(actor)s said yes to a talk about “%(thing)s”."),
    "contacts.said_no": _("%(actor)s said not now to a talk about “%(thing)s”."),
    "contacts.passed_on": _("%(actor)s passed the request for a talk about “%(thing)s” on to a colleague."),
    "contacts.answered": _("%(actor)s answered the request for a talk about “%(thing)s”."),
    "contacts.proposed": _("%(actor)s proposed times for the talk about “%(thing)s”."),
    "contacts.got_times": _("%(actor)s sent times for the talk about “%(thing)s”."),
    "contacts.chose": _("%(actor)s chose a time for the talk about “%(thing)s”."),
    "contacts.fixed": _("%(actor)s said yes to a time for the talk about “%(thing)s”."),
    "contacts.held": _("%(actor)s recorded that the talk about “%(thing)s” was held."),
    "contacts.learned": _("%(actor)s wrote what was learned in the talk about “%(thing)s”."),
    "contacts.withdrew": _("%(actor)s called the talk about “%(thing)s” off."),
    "contacts.called_off": _("%(actor)s called the talk about “%(thing)s” off."),
    "contacts.shown": _("%(actor)s lets the other side see who takes part in the talk about “%(thing)s”."),
    "contacts.hidden": _("%(actor)s no longer lets the other side see who takes part in the talk about “%(thing)s”."),
    "contacts.reminded": _("A request for a talk about “%(thing)s” has waited a week for an answer."),
    "contacts.lapsed": _("The request for a talk about “%(thing)s” was closed without an answer."),
}
FACTS: dict[str, Promise] = {"other": _("the other organisation"), "reason": _("reason"), "day": _("day")}

"""What the journal says happened to organisations and people, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "people.organisation_founded": _("%(actor)s founded %(thing)s."),
    "people.organisation_changed": _("%(actor)s changed the details of %(thing)s."),
    "people.inhabitants_recorded": _("%(actor)s recorded %(after)s inhabitants in %(thing)s."),
    "people.unit_made": _("%(actor)s created the unit %(thing)s."),
    "people.unit_renamed": _("%(actor)s renamed the unit %(before)s to %(after)s."),
    "people.unit_moved": _("%(actor)s moved the unit %(thing)s below %(after)s."),
    "people.unit_moved_to_top": _("%(actor)s moved the unit %(thing)s to the top."),
    "people.unit_closed": _("%(actor)s closed the unit %(thing)s."),
    "people.unit_reopened": _("%(actor)s opened the unit %(thing)s again."),
    "people.roles_given": _("%(actor)s changed the roles of %(thing)s."),
    "people.units_set": _("%(actor)s changed which units %(thing)s belongs to."),
    "people.membership_ended": _("%(actor)s ended the membership of %(thing)s."),
    "people.rejoined": _("%(actor)s let %(thing)s in again."),
    "people.joined": _("%(thing)s became a member."),
    "people.invited": _("%(actor)s invited %(thing)s."),
    "people.listed": _("%(actor)s put %(thing)s on the list of those to invite."),
    "people.invitation_changed": _("%(actor)s changed the invitation to %(thing)s."),
    "people.invitation_sent": _("%(actor)s sent the invitation to %(thing)s."),
    "people.invitation_withdrawn": _("%(actor)s withdrew the invitation to %(thing)s."),
    "people.invitation_accepted": _("%(thing)s accepted the invitation."),
}

FACTS: dict[str, Promise] = {
    "roles": _("roles"),
    "above": _("unit above"),
    "on": _("on"),
}

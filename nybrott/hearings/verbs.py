"""What the journal says of people who are heard, and of evidence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "hearings.contribution_received": _("Someone contributed to %(thing)s."),
    "hearings.contribution_entered": _("%(actor)s wrote down a contribution to %(thing)s."),
    "hearings.contributions_brought": _("%(actor)s imported contributions to %(thing)s from a spreadsheet."),
    "hearings.contribution_take_up": _("%(actor)s took up a contribution to %(thing)s."),
    "hearings.contribution_set_aside": _("%(actor)s set a contribution to %(thing)s aside."),
    "hearings.contribution_hide": _("%(actor)s hid a contribution to %(thing)s."),
    "hearings.contribution_restore": _("%(actor)s showed a hidden contribution to %(thing)s again."),
    "hearings.contribution_taken_back": _("A contributor took back what they said to %(thing)s."),
    "hearings.reply_wish_taken_back": _("A contributor to %(thing)s no longer wants to hear back."),
    "hearings.evidence_recorded": _("%(actor)s recorded the evidence %(name)s for %(thing)s."),
    "hearings.evidence_changed": _("%(actor)s changed the evidence %(name)s for %(thing)s."),
    "hearings.evidence_removed": _("%(actor)s removed the evidence %(name)s from %(thing)s."),
}

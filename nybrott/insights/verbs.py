"""What the journal says of insights and needs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "insights.insight_written": _("%(actor)s wrote the insight “%(name)s” for %(thing)s."),
    "insights.insight_worded": _("%(actor)s reworded the insight “%(name)s” for %(thing)s."),
    "insights.insight_removed": _("%(actor)s removed the insight “%(name)s” from %(thing)s."),
    "insights.evidence_linked": _("%(actor)s linked evidence to the insight “%(name)s” for %(thing)s."),
    "insights.evidence_unlinked": _("%(actor)s removed evidence from the insight “%(name)s” for %(thing)s."),
    "insights.moved": _("%(actor)s moved “%(name)s” on the board of %(thing)s."),
    "insights.need_written": _("%(actor)s wrote the need %(thing)s."),
    "insights.need_worded": _("%(actor)s reworded the need %(thing)s."),
    "insights.need_linked": _("%(actor)s linked the need %(thing)s to what it rests on."),
    "insights.need_unlinked": _("%(actor)s removed “%(name)s” from what the need %(thing)s rests on."),
    "insights.need_verify": _("%(actor)s verified the need %(thing)s."),
    "insights.need_verify_by_exception": _("%(actor)s verified the need %(thing)s by a written exception."),
    "insights.need_park": _("%(actor)s parked the need %(thing)s."),
    "insights.need_take_up_again": _("%(actor)s took the need %(thing)s up again."),
}

"""What the journal says of surveys. Never that somebody answered, or when: that is left out on purpose."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "evaluations.instrument_copied": _("%(actor)s copied the survey %(thing)s to adapt it."),
    "evaluations.instrument_written": _("%(actor)s started the survey %(thing)s."),
    "evaluations.instrument_brought_in": _("%(actor)s imported the survey %(thing)s."),
    "evaluations.instrument_changed": _("%(actor)s changed the survey %(thing)s."),
    "evaluations.instrument_put_away": _("%(actor)s put the survey %(thing)s away."),
    "evaluations.instrument_taken_out": _("%(actor)s took the survey %(thing)s out again."),
    "evaluations.series_begun": _("%(actor)s started the series %(thing)s, in which answers can be tied."),
    "evaluations.wave_begun": _("%(actor)s started planning the wave %(thing)s."),
    "evaluations.wave_planned": _("%(actor)s changed the plan of %(thing)s."),
    "evaluations.tables_declared": _("%(actor)s declared the tables of %(thing)s."),
    "evaluations.people_added": _("%(actor)s added people to %(thing)s."),
    "evaluations.person_removed": _("%(actor)s took someone off the list of %(thing)s."),
    "evaluations.wave_awaited": _("%(actor)s let %(thing)s open by itself on %(day)s."),
    "evaluations.wave_taken_back": _("%(actor)s took %(thing)s back, so that it does not open by itself."),
    "evaluations.wave_opened": _("%(actor)s opened %(thing)s and wrote to %(people)s people."),
    "evaluations.reminded": _("%(actor)s reminded those who had not answered %(thing)s: %(people)s people."),
    "evaluations.wave_closed": _("%(actor)s closed %(thing)s: %(answered)s of %(people)s had answered."),
    "evaluations.wave_called_off": _("%(actor)s called %(thing)s off; its answers are deleted."),
}

FACTS: dict[str, Promise] = {
    "people": _("people"),
    "answered": _("had answered"),
    "version": _("version"),
    "tables": _("tables"),
    "day": _("day"),
}

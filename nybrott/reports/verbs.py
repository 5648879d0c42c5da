"""What the journal says of reports, decisions and lessons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "reports.made": _("%(actor)s made evaluation report %(name)s of %(thing)s."),
    "reports.theory_noted": _("%(actor)s recorded which parts of the programme theory held in the run “%(thing)s”."),
    "reports.decided": _("%(actor)s recorded what was decided after the run “%(name)s”: %(thing)s."),
    "reports.decision_corrected": _("%(actor)s corrected what was decided after the run “%(name)s”."),
    "reports.programme_opened": _("%(actor)s prepared the programme “%(name)s” to be adapted after a run."),
    "reports.lesson_written": _("%(actor)s wrote a lesson from the run “%(name)s”."),
    "reports.lesson_changed": _("%(actor)s changed a lesson from the run “%(name)s”."),
    "reports.lesson_removed": _("%(actor)s removed a lesson from the run “%(name)s”."),
    "reports.lesson_settled": _("%(actor)s said what was done with a lesson from the run “%(name)s”."),
    "reports.carried_out": _(
        "%(actor)s released the version of the programme that came of the decision after the run “%(name)s”."
    ),
}

FACTS: dict[str, Promise] = {
    "parts": _("parts changed"),
    "text": _("lesson"),
}

"""What the journal says of runs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "runs.planned": _("%(actor)s planned the run “%(thing)s”."),
    "runs.changed": _("%(actor)s changed the run “%(thing)s”."),
    "runs.began": _("%(actor)s let the run “%(thing)s” begin."),
    "runs.began_without": _("%(actor)s let the run “%(thing)s” begin without %(missing)s: %(reason)s"),
    "runs.ended": _("%(actor)s ended the run “%(thing)s”; %(count)s have completed it."),
    "runs.called_off": _("%(actor)s cancelled the run “%(thing)s”: %(reason)s"),
    "runs.planned_again": _("%(actor)s took the run “%(thing)s” up again."),
    "runs.target_set": _("%(actor)s set the target “%(name)s” for the run “%(thing)s”."),
    "runs.target_changed": _("%(actor)s changed the target “%(name)s” of the run “%(thing)s”."),
    "runs.target_removed": _("%(actor)s removed the target “%(name)s” from the run “%(thing)s”."),
    "runs.measured": _("%(actor)s measured “%(name)s” in the run “%(thing)s”: %(value)s."),
    "runs.hours_noted": _("%(minutes)s minutes of %(name)s were recorded in the run “%(thing)s”."),
    "runs.hours_written": _("%(actor)s recorded %(minutes)s minutes in the run “%(thing)s”."),
    "runs.hours_taken_out": _("%(actor)s removed %(minutes)s minutes from the run “%(thing)s”."),
}

FACTS: dict[str, Promise] = {
    "baseline_before": _("value before, as it was"),
    "target_before": _("value to reach, as it was"),
    "missing": _("missing"),
    "minutes": _("minutes"),
    "source": _("follows from"),
    "day": _("day"),
}

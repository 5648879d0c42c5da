"""What the journal says of evaluations."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "effects.plan_begun": _("%(actor)s started the evaluation plan of the run “%(thing)s”."),
    "effects.people_said": _("%(actor)s said who evaluates the run “%(thing)s”, and who decides."),
    "effects.comparison_said": _("%(actor)s said what the run “%(thing)s” is compared with."),
    "effects.other_put_in": _("%(actor)s compared the run “%(thing)s” with %(name)s."),
    "effects.other_taken_out": _("%(actor)s stopped comparing the run “%(thing)s” with %(name)s."),
    "effects.left_out": _("%(actor)s wrote why some levels of the run “%(thing)s” are not measured."),
    "effects.plan_settled": _("%(actor)s settled the evaluation plan of the run “%(thing)s”."),
    "effects.plan_reopened": _("%(actor)s opened the evaluation plan of the run “%(thing)s” again: %(reason)s"),
    "effects.question_added": _("%(actor)s asked “%(name)s” of the run “%(thing)s”."),
    "effects.question_changed": _("%(actor)s reworded the question “%(name)s” of the run “%(thing)s”."),
    "effects.question_moved": _("%(actor)s moved the question “%(name)s” of the run “%(thing)s”."),
    "effects.question_removed": _("%(actor)s took the question “%(name)s” out of the run “%(thing)s”."),
    "effects.indicator_added": _("%(actor)s made “%(name)s” an indicator of the run “%(thing)s”."),
    "effects.indicator_changed": _("%(actor)s changed the indicator “%(name)s” of the run “%(thing)s”."),
    "effects.indicator_removed": _(
        "%(actor)s took the indicator “%(name)s” out of the evaluation of the run “%(thing)s”."
    ),
}

FACTS: dict[str, Promise] = {
    "evaluator": _("who evaluates"),
    "decides": _("who decides"),
    "digest": _("digest of what was frozen"),
    "number": _("organisation number"),
    "text_before": _("as it was worded"),
}

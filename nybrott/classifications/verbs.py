"""What the journal says of classification."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "classifications.answered": _("%(actor)s answered questions on the class of “%(thing)s”: %(count)s."),
    "classifications.draft_brought": _("%(actor)s uploaded a draft of “%(thing)s” to be classified. Proposals: %(count)s."),
    "classifications.draft_thrown_away": _("%(actor)s threw away a draft of “%(thing)s” that was uploaded to be classified."),
    "classifications.text_let_go": _("The text of a draft of “%(thing)s” is no longer kept."),
    "classifications.code_confirmed": _("%(actor)s confirmed %(code)s for “%(thing)s”."),
    "classifications.code_rejected": _("%(actor)s rejected %(code)s for “%(thing)s”: %(reason)s"),
    "classifications.chose_of_innovation": _("%(actor)s classified “%(thing)s” as a procurement of innovation: %(reason)s"),
    "classifications.chose_innovative_solution": _("%(actor)s classified “%(thing)s” as a procurement of an innovative solution: %(reason)s"),
    "classifications.chose_innovation_friendly": _("%(actor)s classified “%(thing)s” as an innovation-friendly procurement: %(reason)s"),
    "classifications.chose_none": _("%(actor)s classified “%(thing)s” as none of the innovative ways: %(reason)s"),
}  # fmt: skip

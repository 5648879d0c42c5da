"""What the journal says of needs, problem statements and descriptions."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "needs.problem_worded": _("%(actor)s worded the problem of %(thing)s."),
    "needs.problem_reworded": _("%(actor)s worded the problem of %(thing)s again."),
    "needs.remark_answered": _("%(actor)s answered a remark on the wording of %(thing)s."),
    "needs.problem_chosen": _("%(actor)s chose what the problem of %(thing)s is."),
    "needs.description_begun": _("%(actor)s began a need description for %(thing)s."),
    "needs.description_written": _("%(actor)s edited the need description for %(thing)s."),
    "needs.description_commented": _("%(actor)s commented on the need description for %(thing)s."),
    "needs.comment_settled": _("%(actor)s dealt with a comment on %(thing)s."),
    "needs.description_send_to_review": _("%(actor)s sent the need description for %(thing)s to review."),
    "needs.description_send_back": _("%(actor)s sent the need description for %(thing)s back."),
    "needs.description_approve": _("%(actor)s approved the need description for %(thing)s."),
    "needs.need_expressed": _("The need %(thing)s rests on evidence now."),
    "needs.need_doubted": _(
        "The need %(thing)s is no longer as well founded: something it rested on is gone or changed."
    ),
}

FACTS: dict[str, Promise] = {
    "because": _("on purpose, because"),
}

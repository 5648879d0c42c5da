"""What the journal says of challenges and what hangs on them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "needs.challenge_raised": _("%(actor)s raised the challenge %(thing)s."),
    "needs.challenge_described": _("%(actor)s changed the words of %(thing)s."),
    "needs.challenge_open_hearing": _("%(actor)s opened the hearing of users for %(thing)s."),
    "needs.challenge_close_hearing": _("%(actor)s closed the hearing for %(thing)s."),
    "needs.challenge_describe": _("%(thing)s has an approved need description."),
    "needs.challenge_park": _("%(actor)s parked %(thing)s."),
    "needs.challenge_resume": _("%(actor)s took %(thing)s up again."),
    "needs.challenge_reuse": _("%(actor)s noted that %(thing)s is solved by reuse."),
    "needs.challenge_join": _("%(actor)s joined %(thing)s with another challenge."),
    "needs.contribution_received": _("Somebody contributed to %(thing)s."),
    "needs.contribution_entered": _("%(actor)s wrote down a contribution to %(thing)s."),
    "needs.contribution_take_up": _("%(actor)s took up a contribution to %(thing)s."),
    "needs.contribution_set_aside": _("%(actor)s set a contribution to %(thing)s aside."),
    "needs.contribution_hide": _("%(actor)s hid a contribution to %(thing)s."),
    "needs.contribution_restore": _("%(actor)s brought a hidden contribution to %(thing)s back."),
    "needs.contribution_taken_back": _("A contributor took back what they said to %(thing)s."),
    "needs.contributor_told": _("A contributor to %(thing)s told how it went."),
    "needs.reply_wish_taken_back": _("A contributor to %(thing)s no longer wants to hear back."),
    "needs.evidence_recorded": _("%(actor)s recorded the evidence %(name)s for %(thing)s."),
    "needs.evidence_changed": _("%(actor)s changed the evidence %(name)s for %(thing)s."),
    "needs.evidence_removed": _("%(actor)s removed the evidence %(name)s from %(thing)s."),
    "needs.problem_worded": _("%(actor)s worded the problem of %(thing)s."),
    "needs.problem_reworded": _("%(actor)s worded the problem of %(thing)s anew."),
    "needs.remark_answered": _("%(actor)s answered a remark on the wording of %(thing)s."),
    "needs.problem_chosen": _("%(actor)s chose what the problem of %(thing)s is."),
    "needs.description_begun": _("%(actor)s began a need description for %(thing)s."),
    "needs.description_written": _("%(actor)s wrote on the need description for %(thing)s."),
    "needs.description_commented": _("%(actor)s commented on the need description for %(thing)s."),
    "needs.comment_settled": _("%(actor)s took care of a comment on %(thing)s."),
    "needs.description_send_to_review": _("%(actor)s sent the need description for %(thing)s to review."),
    "needs.description_send_back": _("%(actor)s sent the need description for %(thing)s back."),
    "needs.description_approve": _("%(actor)s approved the need description for %(thing)s."),
    "needs.need_expressed": _("The need %(thing)s rests on evidence now."),
    "needs.need_doubted": _(
        "The need %(thing)s is no longer as well founded: something it rested on is gone or changed."
    ),
    "needs.twin_settled": _("%(actor)s judged a likely twin of %(thing)s."),
    "needs.team_asked": _("%(actor)s asked %(name)s into the team on %(thing)s."),
    "needs.team_joined": _("%(actor)s joined the team on %(thing)s."),
    "needs.team_declined": _("%(actor)s said no to the team on %(thing)s."),
    "needs.team_left": _("%(actor)s took %(name)s out of the team on %(thing)s."),
    "needs.leader_asked": _("%(actor)s asked %(name)s for a yes to %(thing)s."),
    "needs.leader_agreed": _("%(actor)s said yes to time and goal for %(thing)s."),
    "needs.leader_declined": _("%(actor)s said no to %(thing)s for now."),
}

FACTS: dict[str, Promise] = {
    "twin": _("like it"),
    "because": _("on purpose, because"),
}

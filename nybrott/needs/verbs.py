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
    "needs.twin_settled": _("%(actor)s judged a likely twin of %(thing)s."),
    "needs.team_asked": _("%(actor)s asked %(name)s into the team on %(thing)s."),
    "needs.team_joined": _("%(actor)s joined the team on %(thing)s."),
    "needs.team_declined": _("%(actor)s said no to the team on %(thing)s."),
    "needs.team_left": _("%(actor)s took %(name)s out of the team on %(thing)s."),
    "needs.leader_asked": _("%(actor)s asked %(name)s for a yes to %(thing)s."),
    "needs.leader_agreed": _("%(actor)s said yes to time and goal for %(thing)s."),
    "needs.leader_declined": _("%(actor)s said no to %(thing)s for now."),
}

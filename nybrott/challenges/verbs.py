"""What the journal says of challenges."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "challenges.challenge_raised": _("%(actor)s raised the challenge %(thing)s."),
    "challenges.challenge_described": _("%(actor)s reworded %(thing)s."),
    "challenges.challenge_open_hearing": _("%(actor)s opened the hearing for %(thing)s."),
    "challenges.challenge_close_hearing": _("%(actor)s closed the hearing for %(thing)s."),
    "challenges.challenge_describe": _("%(thing)s has an approved need description."),
    "challenges.challenge_park": _("%(actor)s parked %(thing)s."),
    "challenges.challenge_resume": _("%(actor)s took %(thing)s up again."),
    "challenges.challenge_reuse": _("%(actor)s noted that %(thing)s is solved by reuse."),
    "challenges.challenge_join": _("%(actor)s joined %(thing)s with another challenge."),
    "challenges.twin_settled": _("%(actor)s judged a likely twin of %(thing)s."),
    "challenges.team_asked": _("%(actor)s asked %(name)s into the team on %(thing)s."),
    "challenges.team_joined": _("%(actor)s joined the team on %(thing)s."),
    "challenges.team_declined": _("%(actor)s said no to the team on %(thing)s."),
    "challenges.team_left": _("%(actor)s took %(name)s out of the team on %(thing)s."),
    "challenges.leader_asked": _("%(actor)s asked %(name)s to say yes to %(thing)s."),
    "challenges.leader_agreed": _("%(actor)s said yes to the time and the goal for %(thing)s."),
    "challenges.leader_declined": _("%(actor)s said no to %(thing)s for now."),
}

FACTS: dict[str, Promise] = {
    "twin": _("like it"),
}

"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeerreviewsConfig(AppConfig):
    name = "nybrott.peerreviews"
    label = "peerreviews"

    def ready(self) -> None:
        """Challenges, dialogues and evaluations get a tab, cases a link; leaving a network ends what one was asked through it. The rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.cases.queries import add_link, add_place
        from nybrott.challenges import queries as challenges
        from nybrott.dialogues import queries as dialogues
        from nybrott.effects import queries as effects
        from nybrott.networks.actions import follow_leaving
        from nybrott.networks.queries import add_consequence
        from nybrott.peerreviews.actions import leave_with_network
        from nybrott.peerreviews.queries import of_leaving

        add_place(
            "peerreviews:reviews",
            _("Challenge each other"),
            _("Let others see what you no longer see yourselves, before it is decided."),
        )
        challenges.add_part("peerreviews:of_challenge", _("Challenged by others"), before="challenges:twins")
        dialogues.add_part("peerreviews:of_dialogue", _("Challenged by others"))
        effects.add_part("peerreviews:of_plan", _("Challenged by others"))
        add_link("peerreviews:of_case", _("Challenged by others"))
        follow_leaving(leave_with_network)
        add_consequence(of_leaving)

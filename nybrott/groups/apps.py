"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "nybrott.groups"
    label = "groups"

    def ready(self) -> None:
        """Stand on the hub of what organisations learn from each other; leaving a network is leaving its groups. The rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.cases.queries import add_place
        from nybrott.groups.actions import leave_with_network
        from nybrott.groups.queries import of_leaving, waiting_for
        from nybrott.networks.actions import follow_leaving
        from nybrott.networks.queries import add_consequence

        add_place(
            "groups:same_need",
            _("Same need elsewhere"),
            _("Where others in your networks have the same verified need as you."),
        )
        add_place(
            "groups:groups",
            _("Buyers’ groups"),
            _("Describe a need together, ask the market once, and buy together."),
            waiting=waiting_for,
        )
        follow_leaving(leave_with_network)
        add_consequence(of_leaving)

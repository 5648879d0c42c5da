"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "nybrott.groups"
    label = "groups"

    def ready(self) -> None:
        """Stand on the hub of what organisations learn from each other; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.cases.queries import add_place
        from nybrott.groups.queries import waiting_for

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

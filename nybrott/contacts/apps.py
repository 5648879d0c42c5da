"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "nybrott.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Stand on the hub of what organisations learn from each other. Those who work on a challenge can ask others about it; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.cases.queries import add_place
        from nybrott.challenges import queries as challenges

        add_place(
            "contacts:talks", _("Talks"), _("Ask another organisation how it did it, and answer those who ask you.")
        )
        challenges.add_link("contacts:for_challenge", _("Ask another organisation for a talk"))

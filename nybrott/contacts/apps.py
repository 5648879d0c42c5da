"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "nybrott.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Those who work on a challenge can ask others about it; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as challenges

        challenges.add_link("contacts:for_challenge", _("Ask another organisation for a talk"))

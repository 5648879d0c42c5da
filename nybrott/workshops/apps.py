"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "nybrott.workshops"
    label = "workshops"

    def ready(self) -> None:
        """Give challenges their tab; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries

        queries.add_part("workshops:of_challenge", _("Workshops"), before="insights:board")

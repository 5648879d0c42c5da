"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "nybrott.insights"
    label = "insights"

    def ready(self) -> None:
        """Give challenges their tab and their next step; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries

        queries.add_part("insights:board", _("Sense"), before="needs:problem")
        queries.add_step("sensemaking", _("Find the needs behind what was said"), "insights:board")

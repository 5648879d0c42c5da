"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HearingsConfig(AppConfig):
    name = "nybrott.hearings"
    label = "hearings"

    def ready(self) -> None:
        """Give challenges their tabs, what comes next while people are heard, and what to count of what they said; let the desk
        bring in what was said elsewhere."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as challenges
        from nybrott.desk.queries import register_importers
        from nybrott.hearings import actions, queries

        challenges.add_part("hearings:contributions", _("Contributions"), before="challenges:twins")
        challenges.add_part("hearings:evidence", _("Evidence"), before="challenges:twins")
        challenges.add_step("hearing", _("Read what people say"), "hearings:contributions")
        challenges.add_counts(**queries.counts())
        challenges.add_column("contributions", _("Contributions"), "heard")
        challenges.add_stops(queries.reached)
        register_importers("contributions", _("Contributions"), actions.importer_for)

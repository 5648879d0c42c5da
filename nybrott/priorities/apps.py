"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrioritiesConfig(AppConfig):
    name = "nybrott.priorities"
    label = "priorities"

    def ready(self) -> None:
        """Give challenges their tab, and challenges and needs what was decided; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.challenges import queries as below
        from nybrott.priorities import queries

        below.add_part("priorities:of_challenge", _("Priorities"), before="needs:problem")
        below.add_place("priorities:rounds", _("Priorities"))
        below.add_stops(queries.reached)
        below.add_said("challenge", queries.said_of_challenge)
        below.add_said("need", queries.said_of_need)

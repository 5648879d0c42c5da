"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequirementsConfig(AppConfig):
    name = "nybrott.requirements"
    label = "requirements"

    def ready(self) -> None:
        """Give procurements their tab, stop, next step and columns; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.procurements import queries as procurements
        from nybrott.requirements import queries

        procurements.add_part("requirements:requirements", _("Requirements"))
        procurements.add_stops(queries.stops)
        procurements.add_step(queries.next_step)
        procurements.add_column(
            "requirements", _("Requirements"), means=_("How many requirements are written."), read=queries.counts
        )
        procurements.add_column(
            "functional",
            _("Functional requirements"),
            means=_("How many of them ask for a function."),
            read=queries.functional,
        )

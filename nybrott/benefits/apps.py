"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenefitsConfig(AppConfig):
    name = "nybrott.benefits"
    label = "benefits"

    def ready(self) -> None:
        """Give procurements their tab, place, next step, stops and column; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.benefits import queries
        from nybrott.procurements import queries as procurements

        procurements.add_part("benefits:benefits", _("Benefits"))
        procurements.add_place("benefits:everywhere", _("Benefits"))
        procurements.add_step(queries.next_step)
        procurements.add_stops(queries.stops_of)
        procurements.add_column(
            "benefits_measured", _("Benefits measured"), means=_("How many of its benefits have been measured, whatever was found."),
            read=queries.measured_column,
        )  # fmt: skip

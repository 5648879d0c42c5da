"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetitionsConfig(AppConfig):
    name = "nybrott.competitions"
    label = "competitions"

    def ready(self) -> None:
        """Give procurements their tab, next step, stops and columns; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.competitions import queries
        from nybrott.procurements import queries as procurements

        procurements.add_part("competitions:notices", _("Official notices"))
        procurements.add_step(queries.next_step)
        procurements.add_stops(queries.stops_of)
        procurements.add_column(
            "notices", _("Official notices"), means=_("Numbers of the official notices that belong to the procurement."), read=queries.numbers_of
        )  # fmt: skip

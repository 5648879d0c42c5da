"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "nybrott.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Give procurements their tab, next step, stop and column; the room below does not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.procedures import queries
        from nybrott.procurements import queries as procurements

        procurements.add_part("procedures:procedure", _("Procedure"))
        procurements.add_step(queries.next_step)
        procurements.add_stops(queries.stops)
        procurements.add_column("procedure", _("Procedure"), means=_("The procedure that was chosen last, empty until one is."), read=queries.chosen_names)  # fmt: skip

"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementsConfig(AppConfig):
    name = "nybrott.procurements"
    label = "procurements"

    def ready(self) -> None:
        """The first tab of a procurement is its own page; rooms above add theirs. The desk brings plans in."""
        # imported here: models are not ready before this is called
        from nybrott.desk.queries import register_importer
        from nybrott.goals.queries import add_served
        from nybrott.procurements.actions.importing import PLAN
        from nybrott.procurements.queries import add_part, add_place, working_towards

        add_place("procurements:portfolio", _("Portfolio"))
        add_part("procurements:procurement", _("Overview"))
        register_importer(PLAN)
        add_served(working_towards)

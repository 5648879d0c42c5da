"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "nybrott.reports"
    label = "reports"

    def ready(self) -> None:
        """Hang what is decided on evaluations, runs and programmes; the rooms below do not know this one."""
        # imported here: models are not ready before this is called
        from nybrott.effects import queries as effects
        from nybrott.programmes import queries as programmes
        from nybrott.reports import queries
        from nybrott.runs import queries as runs

        effects.add_part("reports:reports", _("Reports"))
        effects.add_part("reports:theory", _("Programme theory"))
        effects.add_part("reports:decision", _("Decision"))
        programmes.add_beside(queries.beside)
        runs.add_said(queries.said_of_run)
